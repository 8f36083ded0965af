"""Who calls us: partners' servers, channels, people, Meta."""
