"""What several rules have in common: collateral that is in reserve or lent out, and legs that match."""


def add_backed(values, exchange, held, capped, cap):
    for asset in exchange.members("asset"):
        reserve, lent = exchange.reserves["reserve", asset], exchange.total("debt", asset)
        values.pool[f"backed[{asset}]"] = [reserve + lent - exchange.total(held, asset)]
        values.pool[f"{capped}[{asset}]"] = [exchange.field("asset", asset, cap) - lent]


def add_matched(values, exchange, index):
    for member in exchange.members(index):
        values.pool[f"matched[{member}]"] = [exchange.total("long", member) - exchange.total("short", member)]


def add_entries(values, exchange):
    paid, received = (sum(exchange.total(column, asset) for asset in exchange.members("asset"))
                      for column in ("entry_debit", "entry_credit"))
    values.pool["entries"] = [paid - received]
