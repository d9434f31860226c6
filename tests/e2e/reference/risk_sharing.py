"""circuits/risk_sharing.md, evaluated exactly: defaults one after the other, order statistics by sorting."""
from fractions import Fraction

from reference.exchange import Values

REQUIREMENTS = ["contributes", "backed", "funded", "matched=", "expected_shortfall", "value_at_risk", "cover_two"]


def account_values(exchange, account, pnl, threshold, rate):
    scenarios, contribution = exchange.members("scenario"), exchange.amount(account, "contribution")
    money = sum(exchange.field("asset", asset, "price") * (1 - exchange.field("asset", asset, "haircut"))
                * exchange.amount(account, "collateral", asset)
                for asset in exchange.held(account, "asset", "collateral"))
    net = {contract: exchange.amount(account, "long", contract) - exchange.amount(account, "short", contract)
           for contract in exchange.held(account, "contract", "long", "short")}
    gain = {scenario: sum((pnl[scenario, contract] * size for contract, size in net.items()), Fraction(0))
            for scenario in scenarios}
    found = {"worst": [max(Fraction(0), -min(gain.values()))]}
    for scenario in scenarios:
        equity = money + gain[scenario]
        defaulted = equity < 0
        beyond = max(Fraction(0), -(equity + contribution)) if defaulted else Fraction(0)  # what others pay
        found[f"defaulted[{scenario}]"] = [Fraction(defaulted)]
        found[f"loss[{scenario}]"] = [beyond + contribution if defaulted else Fraction(0)]
        found[f"excess[{scenario}]"] = [max(Fraction(0), found[f"loss[{scenario}]"][0] - threshold[scenario])]
    found["contributes"] = [contribution - rate * found["worst"][0]]
    return found


def mean_of_largest(numbers, count):
    """Of so many of the largest, not above how many there are; the fraction counts of the next one."""
    ordered, whole = sorted(numbers, reverse=True), int(count)
    total = sum(ordered[:whole]) + (ordered[whole] * (count - whole) if count > whole else 0)
    return total, total / count


def add_fund(values, exchange, fund, threshold):
    scenarios = exchange.members("scenario")
    losses = {scenario: [found[f"loss[{scenario}]"][0] for found in values.accounts.values()]
              for scenario in scenarios}
    totals = {scenario: sum(row) for scenario, row in losses.items()}
    tail, shortfall = mean_of_largest(totals.values(), (1 - exchange.param("shortfall_level")) * len(scenarios))
    allowed = (1 - exchange.param("quantile_level")) * len(scenarios)
    values.pool["tail"] = [tail]
    values.pool["expected_shortfall"] = [fund - shortfall]
    for scenario in scenarios:
        values.pool[f"uncovered[{scenario}]"] = [Fraction(totals[scenario] > fund)]
        excess = sum(found[f"excess[{scenario}]"][0] for found in values.accounts.values())
        values.pool[f"total(loss[{scenario}])"] = [totals[scenario]]
        values.pool[f"total(excess[{scenario}])"] = [excess]
        values.pool[f"cover_two[{scenario}]"] = [fund - 2 * threshold[scenario] - excess]
        assert values.pool[f"cover_two[{scenario}]"][0] <= fund - sum(sorted(losses[scenario])[-2:])
    values.pool["value_at_risk"] = [allowed - sum(total > fund for total in totals.values())]


def evaluate(exchange):
    values = Values(exchange)
    pnl, threshold = exchange.param("pnl", "scenario", "contract"), exchange.param("threshold", "scenario")
    for account in exchange.accounts:
        values.accounts[account] = account_values(exchange, account, pnl, threshold,
                                                  exchange.param("contribution_rate"))
    for asset in exchange.members("asset"):
        values.pool[f"backed[{asset}]"] = [exchange.reserves["reserve", asset] - exchange.total("collateral", asset)]
    fund = exchange.total("contribution")
    values.pool["funded"] = [exchange.reserves["fund",] - fund]
    for contract in exchange.members("contract"):
        values.pool[f"matched[{contract}]"] = [exchange.total("long", contract) - exchange.total("short", contract)]
    add_fund(values, exchange, fund, threshold)
    return values
