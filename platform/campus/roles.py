"""Every role and scope of the hub, and why it is there; none of them is hub admin."""

from collections.abc import Sequence
from typing import Any

from campus.secret import formgrader

# What the token inside a learner's (or facilitator's) server may do: keep itself alive, hand in and fetch.
LEARNER_SERVER_SCOPES = [
    "users:activity!user",
    "access:servers!server",
    "access:services!service=exchange",
]

# What the pages may do for the person who is looking at them: start her server and hand in through it.
WEB_TOKEN_SCOPES = [
    "access:services!service=campus",
    "read:users:name!user",
    "read:users:groups!user",
    "access:servers!user",
    "servers!user",
    "read:servers!user",
]


def app_token_scopes(course: str) -> list[str]:
    """What a course's app may do for the person who is looking at it: know who she is."""
    return [
        f"access:services!service={course}",
        "read:users:name!user",
        "read:users:groups!user",
    ]


def roles(courses: Sequence[str], apps: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Roles for JupyterHub's ``load_roles``; ``apps`` are the courses that have an app."""
    formgrading = [
        {
            "name": f"formgrade-{course}",
            "description": f"Facilitators of {course} open its formgrader.",
            "scopes": [f"access:services!service={formgrader(course)}"],
            "groups": [f"formgrade-{course}"],
        }
        for course in courses
    ]
    # The formgraders hand graded work back through the exchange, under their own name.
    releasing = {
        "name": "formgraders",
        "description": "Formgraders use the exchange for their course.",
        "scopes": ["access:services!service=exchange"],
        "services": [formgrader(course) for course in courses],
    }
    visiting = [
        {
            "name": f"app-{course}",
            "description": f"Learners and facilitators of {course} open its app.",
            "scopes": [f"access:services!service={course}"],
            "groups": [f"learn-{course}", f"formgrade-{course}"],
        }
        for course in apps
    ]
    # Work that teams made in an app is handed in under the app's own name.
    collecting = {
        "name": "apps",
        "description": "Courses' apps hand in what teams made there.",
        "scopes": ["access:services!service=exchange"],
        "services": list(apps),
    }
    culling = {
        "name": "culler",
        "description": "Stops servers that nobody has used for a long time.",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["culler"],
    }
    operating = {
        "name": "operator",
        "description": "`campus warm` starts servers before a class, of who has never signed in too.",
        "scopes": ["admin:users", "servers"],
        "services": ["operator"],
    }
    everyone = {
        "name": "user",
        "description": "Whoever has an account: her own server, the pages, the exchange.",
        "scopes": ["self", "access:services!service=campus", "access:services!service=exchange"],
    }
    mounted = [collecting, *visiting] if apps else []
    return [everyone, releasing, culling, operating, *formgrading, *mounted]
