"""How Meta refuses a template: code 100 and a subcode, with a title and a text for a person (B.3)."""

from partnerhub.sandbox.wire.envelope import GraphError

FORMAT = {"HEADER": 2388047, "BODY": 2388072, "FOOTER": 2388073}


def refused(subcode: int, title: str, text: str) -> GraphError:
    return GraphError(100, title="Invalid parameter", subcode=subcode, user=(title, text))


def too_long(what: str, most: int) -> GraphError:
    return refused(2388040, "Character Limit Exceeded", f"{what} can have {most} characters at most.")


def misshapen(kind: str, text: str) -> GraphError:
    return refused(FORMAT[kind], f"Message {kind.lower()} format is incorrect", text)


def lacks(kind: str, field: str) -> GraphError:
    """Whoever reviews a template wants to see what variables stand for, and a picture."""
    return refused(
        2388043,
        'Message template "components" param is missing expected field(s)',
        f"component of type {kind} is missing expected field(s) ({field})",
    )


def name_taken(language: str) -> GraphError:
    return refused(
        2388024,
        "Content in This Language Already Exists",
        f"There is already {language} content for this template.",
    )


def too_many(limit: int) -> GraphError:
    text = f"This account has {limit} message templates. Delete some before you add more."
    return refused(2388019, "Message Template Limit Exceeded", text)
