"""circuits/loan_to_value.md, evaluated exactly."""
from reference.exchange import Values
from reference.lending import add_backed

REQUIREMENTS = ["healthy", "backed", "utilised"]


def healthy(exchange, account):
    def worth(column, field=None):
        return sum(exchange.field("asset", asset, "price") * exchange.amount(account, column, asset)
                   * (exchange.field("asset", asset, field) if field else 1)
                   for asset in exchange.held(account, "asset", column))

    return worth("supplied", "liquidation_threshold") - worth("debt")


def evaluate(exchange):
    values = Values(exchange)
    for account, found in values.accounts.items():
        found["healthy"] = [healthy(exchange, account)]
    add_backed(values, exchange, "supplied", "utilised", "utilisation_cap")
    return values
