"""users.*: who is in the workspace."""

from bot.standin.shape import Json
from bot.standin.shapes import profile_object, user_object
from bot.standin.webapi.call import ApiError, Call, Method
from bot.standin.webapi.paging import page
from bot.standin.world import Person


def _object(call: Call, person: Person) -> Json:
    email = "users:read.email" in call.app.scopes
    return user_object(call.site.world, person, email=email)


def list_all(call: Call) -> Json:
    """users.list."""
    people = list(call.site.world.people.values())
    shown, following = page(call, people, default=200, most=1000)
    members = [_object(call, person) for person in shown]
    for member in members:
        del member["is_stranger"]
    return {
        "members": members,
        "cache_ts": int(call.site.clock.now()),
        "response_metadata": {"next_cursor": following},
    }


def info(call: Call) -> Json:
    """users.info."""
    return {"user": _object(call, call.user(call.need("user")))}


def by_email(call: Call) -> Json:
    """users.lookupByEmail; deactivated people aren't found."""
    wanted = call.need("email").lower()
    for person in call.site.world.humans():
        if (person.email or "").lower() == wanted and not person.deactivated:
            found = _object(call, person)
            del found["is_stranger"]
            return {"user": found}
    raise ApiError("users_not_found")


def profile(call: Call) -> Json:
    """users.profile.get."""
    person = call.user(call.text("user") or call.app.bot_user_id)
    email = "users:read.email" in call.app.scopes
    shown = profile_object(call.site.world, person, email=email)
    for key in ("team", "api_app_id", "bot_id"):
        shown.pop(key, None)
    return {"profile": shown}


METHODS = {
    "users.list": Method(list_all, ("users:read",), tier=2),
    "users.info": Method(info, ("users:read",), tier=4),
    "users.lookupByEmail": Method(by_email, ("users:read.email",), tier=3),
    "users.profile.get": Method(profile, ("users.profile:read",), tier=4),
}
