"""`missions account`: administrators, and sign-in links for them."""

from __future__ import annotations

from typing import Any

import click

from missions.accounts import administrators
from missions.accounts.sign_in import account_with, make_link_for_account
from missions.audit.log import OPERATOR
from missions.cli.main import LazyGroup, Table
from missions.cli.output import BAD_INPUT, answer, fail, guarded, installed, json_option, say

COMMANDS: Table = {
    "list": ("missions.cli.account:list_", "List the accounts."),
    "administrator": ("missions.cli.account:administrator", "Make somebody an administrator."),
}


@click.group(cls=LazyGroup, table=COMMANDS)
def account() -> None:
    """See accounts, and make administrators."""


@click.command("list")
@json_option
@guarded
def list_(as_json: bool) -> None:
    """List the accounts that have a mail address."""
    with installed() as installation, installation.store.read() as session:
        rows = administrators.accounts(session)
    document = [
        {
            "id": row.id,
            "email": row.email,
            "administrator": row.administrator,
            "second_factor": row.strong,
            "seen_at": row.seen_at.isoformat() if row.seen_at else None,
        }
        for row in rows
    ]
    lines = [
        f"{row.email:<40} {'administrator' if row.administrator else '':<14}"
        f"{'second factor' if row.strong else 'no second factor'}"
        for row in rows
    ]
    answer(document, as_json, *(lines or ["No accounts yet."]))


@click.command()
@click.argument("email")
@click.option("--drop", is_flag=True, help="Let them administer no longer.")
@click.option("--vouch", is_flag=True, help="Let the link stand for the second factor, once.")
@json_option
@guarded
def administrator(email: str, drop: bool, vouch: bool, as_json: bool) -> None:
    """Make EMAIL an administrator and print a sign-in link that works once, for 24 hours."""
    if "@" not in email:
        raise click.UsageError(f"“{email}” is no mail address.")
    document: dict[str, Any] = {"email": email, "administrator": not drop}
    with installed() as installation, installation.store.write() as session:
        if drop:
            _drop(session, email)
        else:
            made = administrators.make_administrator(session, email, OPERATOR)
            document["url"] = make_link_for_account(
                installation, session, made.id, OPERATOR, vouched=vouch
            )
    if drop:
        answer(document, as_json, f"{email} administers no longer.")
        return
    answer(document, as_json, document["url"])
    say("Works once, for 24 hours. Hand it over in person or by a channel you trust.")


def _drop(session: Any, email: str) -> None:
    found = account_with(session, email)
    if found is None:
        raise click.UsageError(f"Nobody signs in as “{email}”.")
    try:
        administrators.drop_administrator(session, found.id, OPERATOR)
    except administrators.LastAdministrator as error:
        fail(str(error), BAD_INPUT)
