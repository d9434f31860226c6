"""circuits/spot.md, evaluated exactly."""
from reference.exchange import Values

REQUIREMENTS = ["covered"]


def evaluate(exchange):
    values = Values(exchange)
    coverage = exchange.param("coverage")
    for asset in exchange.members("asset"):
        reserve = exchange.reserves["reserve", asset]
        values.pool[f"covered[{asset}]"] = [reserve - coverage * exchange.total("balance", asset)]
    return values
