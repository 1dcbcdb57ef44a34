"""Queries: functions of a Session that never commit; `Store.transact` is the transaction."""
