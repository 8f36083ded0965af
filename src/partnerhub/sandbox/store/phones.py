"""Phone numbers of businesses."""

from datetime import datetime, timedelta

from partnerhub.db.pool import Db, Row

PHONE = """SELECT p.*, w.business_id, w.ban_state, b.messaging_limit,
                  s.override_uri AS waba_override_uri, s.app_id AS subscribed_app
           FROM sandbox.phone p
           JOIN sandbox.waba w ON w.id = p.waba_id
           JOIN sandbox.business b ON b.id = w.business_id
           LEFT JOIN sandbox.subscription s ON s.waba_id = p.waba_id """


async def add(
    db: Db,
    phone_id: str,
    waba_id: str,
    digits: str,
    country_code: str,
    display: str,
    name: str,
    *,
    verified: bool,
    now: datetime,
) -> None:
    await db.execute(
        """INSERT INTO sandbox.phone (id, waba_id, digits, country_code, display, verified_name,
                                     code_verification_status, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $7 THEN 'VERIFIED' ELSE 'NOT_VERIFIED' END, $8)""",
        phone_id,
        waba_id,
        digits,
        country_code,
        display,
        name,
        verified,
        now,
    )


async def find(db: Db, phone_id: str) -> Row | None:
    return await db.fetchrow(PHONE + "WHERE p.id = $1", phone_id)


async def find_by_digits(db: Db, digits: str) -> Row | None:
    return await db.fetchrow(PHONE + "WHERE p.digits = $1", digits)


async def of_waba(db: Db, waba_id: str) -> list[Row]:
    return await db.fetch(PHONE + "WHERE p.waba_id = $1 ORDER BY p.created_at DESC, p.id", waba_id)


async def locked(db: Db, phone_id: str) -> Row | None:
    """The number, held until the transaction ends: guesses of codes and PINs are counted one by one."""
    return await db.fetchrow("SELECT * FROM sandbox.phone WHERE id = $1 FOR UPDATE", phone_id)


async def set_otp(db: Db, phone_id: str, otp: str, until: datetime) -> None:
    await db.execute(
        "UPDATE sandbox.phone SET otp = $2, otp_until = $3, otp_failures = 0 WHERE id = $1",
        phone_id,
        otp,
        until,
    )


async def count_otp_failure(db: Db, phone_id: str) -> None:
    await db.execute("UPDATE sandbox.phone SET otp_failures = otp_failures + 1 WHERE id = $1", phone_id)


async def set_verified(db: Db, phone_id: str) -> None:
    await db.execute(
        """UPDATE sandbox.phone SET code_verification_status = 'VERIFIED', otp = NULL, otp_until = NULL, otp_failures = 0
           WHERE id = $1""",
        phone_id,
    )


async def count_pin_failure(db: Db, phone_id: str) -> None:
    await db.execute("UPDATE sandbox.phone SET pin_failures = pin_failures + 1 WHERE id = $1", phone_id)


async def set_registered(db: Db, phone_id: str, pin: str, region: str | None, now: datetime) -> None:
    await db.execute(
        """UPDATE sandbox.phone SET registered = true, status = 'CONNECTED', pin = $2, pin_failures = 0, last_onboarded_at = $3,
                  data_localization_region = $4,
                  quality_rating = CASE quality_rating WHEN 'UNKNOWN' THEN 'GREEN' ELSE quality_rating END
           WHERE id = $1""",
        phone_id,
        pin,
        now,
        region,
    )


async def set_deregistered(db: Db, phone_id: str) -> None:
    await db.execute("UPDATE sandbox.phone SET registered = false, status = 'DISCONNECTED' WHERE id = $1", phone_id)


async def count_registration(db: Db, phone_id: str, now: datetime, window: timedelta) -> int:
    """Write this one down; how many there were in the window, with it."""
    await db.execute("INSERT INTO sandbox.registration (phone_id, at) VALUES ($1, $2)", phone_id, now)
    return int(
        await db.fetchval(
            "SELECT count(*) FROM sandbox.registration WHERE phone_id = $1 AND at > $2",
            phone_id,
            now - window,
        )
    )


async def set_pin(db: Db, phone_id: str, pin: str) -> None:
    await db.execute("UPDATE sandbox.phone SET pin = $2, pin_failures = 0 WHERE id = $1", phone_id, pin)


async def set_override(db: Db, phone_id: str, url: str | None) -> None:
    await db.execute("UPDATE sandbox.phone SET override_uri = $2 WHERE id = $1", phone_id, url)


async def set_visibility(db: Db, phone_id: str, visibility: str) -> None:
    await db.execute("UPDATE sandbox.phone SET search_visibility = $2 WHERE id = $1", phone_id, visibility)


async def ask_name(db: Db, phone_id: str, name: str) -> None:
    await db.execute(
        "UPDATE sandbox.phone SET new_name = $2, new_name_status = 'PENDING_REVIEW' WHERE id = $1",
        phone_id,
        name,
    )


async def decide_name(db: Db, phone_id: str, *, approved: bool) -> None:
    await db.execute(
        """UPDATE sandbox.phone
           SET verified_name = CASE WHEN $2 THEN coalesce(new_name, verified_name) ELSE verified_name END,
               name_status = CASE WHEN $2 THEN 'APPROVED' WHEN new_name IS NULL THEN 'DECLINED' ELSE name_status END,
               new_name_status = CASE WHEN $2 THEN 'NONE' WHEN new_name IS NULL THEN 'NONE' ELSE 'DECLINED' END,
               new_name = CASE WHEN $2 THEN NULL ELSE new_name END
           WHERE id = $1""",
        phone_id,
        approved,
    )


async def set_quality(db: Db, phone_id: str, rating: str) -> None:
    await db.execute("UPDATE sandbox.phone SET quality_rating = $2 WHERE id = $1", phone_id, rating)


async def set_status(db: Db, phone_id: str, status: str) -> None:
    await db.execute("UPDATE sandbox.phone SET status = $2 WHERE id = $1", phone_id, status)


async def set_throughput(db: Db, phone_id: str, level: str) -> None:
    await db.execute("UPDATE sandbox.phone SET throughput = $2 WHERE id = $1", phone_id, level)


async def set_settings(db: Db, phone_id: str, settings: str) -> None:
    """`settings`: JSON, merged into what is there."""
    await db.execute("UPDATE sandbox.phone SET settings = settings || $2::jsonb WHERE id = $1", phone_id, settings)


async def set_automation(db: Db, phone_id: str, automation: str) -> None:
    """`automation`: JSON, merged into what is there."""
    await db.execute(
        "UPDATE sandbox.phone SET automation = automation || $2::jsonb WHERE id = $1", phone_id, automation
    )


async def set_profile(db: Db, phone_id: str, profile: str) -> None:
    """`profile`: JSON, merged into what is there."""
    await db.execute("UPDATE sandbox.phone SET profile = profile || $2::jsonb WHERE id = $1", phone_id, profile)


async def set_commerce(db: Db, phone_id: str, new_id: str, cart: bool | None, visible: bool | None) -> Row | None:
    """What is None stays; the settings get `new_id` when they have none. Returns the number."""
    return await db.fetchrow(
        """UPDATE sandbox.phone SET catalog_id = coalesce(catalog_id, $2),
                  is_cart_enabled = coalesce($3, is_cart_enabled), is_catalog_visible = coalesce($4, is_catalog_visible)
           WHERE id = $1 RETURNING *""",
        phone_id,
        new_id,
        cart,
        visible,
    )
