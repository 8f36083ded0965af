"""The trades of businesses, as the On-Premises API named them and as Meta does now."""

VERTICALS = {
    "Automotive": "AUTO",
    "Beauty, Spa and Salon": "BEAUTY",
    "Clothing and Apparel": "APPAREL",
    "Education": "EDU",
    "Entertainment": "ENTERTAIN",
    "Event Planning and Service": "EVENT_PLAN",
    "Finance and Banking": "FINANCE",
    "Food and Grocery": "GROCERY",
    "Public Service": "GOVT",
    "Hotel and Lodging": "HOTEL",
    "Medical and Health": "HEALTH",
    "Non-profit": "NONPROFIT",
    "Professional Services": "PROF_SERVICES",
    "Shopping and Retail": "RETAIL",
    "Travel and Transportation": "TRAVEL",
    "Restaurant": "RESTAURANT",
    "Other": "OTHER",
}
NAMES = {meta: name for name, meta in VERTICALS.items()}
