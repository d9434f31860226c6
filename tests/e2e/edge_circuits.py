"""Items at the edges of the language, each after the same head and with the same numbers, by what becomes of them."""

HEAD = """\
circuit edges
index class { decimals, weight }
index asset in class { decimals, price }
index tier in asset { size, rate }
index loan in asset { apr }
index scenario { shock }
param coverage
param pnl[scenario, asset]
account balance[asset], owed[asset] : units of asset
account cash, debt : quote units
account pair long[asset], short[asset] : units of asset
pool reserve[asset] : public
pool fund : public
"""

SOUND = [
    "let k = 2 account advice w at least largest(k, asset) balance",
    "account lots[tier] : units of asset",
    "account lots[tier] : units of class",
    "account require r[class]: sum(asset in class) balance >= sum(asset in class) owed",
    "account require r[class]: sum(asset in class) sum(tier in asset) size * cash >= 0",
    "account require r: sum(tier) weight * price * size * balance >= 0",
    "account require r[tier, scenario]: shock * balance + weight * cash + pnl * cash >= 0",
    "account require r: sum(tier) sum(loan in asset) apr * cash + 1 >= 0",
    "account require r: count(tier) * cash + count(loan) * cash >= 0",
    "account require r[asset]: count(tier in asset) * cash + count(scenario) * cash >= 0",
    "policy require weight > 0, price > 0",
    "policy require rate > sum(loan in asset) apr",
    "policy require price > sum(asset) price / 100",
    "policy require sum(tier in asset) rate <= 2, count(tier in asset) <= 2",
    "policy require rate * price * weight >= 0",
    "policy require weight * count(asset in class) >= 0",
    "policy require falling(asset) price",
    "policy require falling(asset) weight",
    "policy require falling(tier) rate * price",
    "policy require rising(class) weight",
    "policy require falling(tier) sum(tier in asset) rate",
    "policy require falling(tier) sum(loan in asset) apr",
    "policy require falling(asset) sum(tier in asset) rate",
    "policy require rising(tier) 1",
    "policy require 1 == 1.0 < 2 <= 2",
    "let a = sum(scenario) shock policy require a > 0",
    "let a[scenario] = sum(asset) pnl * shock policy require a > -100",
    "let a[asset] = sum(tier in asset) rate account require r[tier]: a * cash >= 0",
    "pool let a = fund pool require r: a >= total(debt)",
    "account let a = debt pool require r: fund >= total(a)",
    "pool let a = total(debt) pool require r: fund >= a",
    "pool let a = fund pool require r: fund >= total(a * debt)",
    "pool require c: total(debt) <= 5 pool let a = total(debt, capped by c) pool require r: fund + a >= total(cash)",
    "pool require c: total(debt) <= fund pool let a = total(debt, backed by c) pool require r: fund + a >= total(cash)",
    "pool let f = fund pool require c: total(debt) <= f pool require r: fund + total(debt, backed by c) >= total(cash)",
    "pool require c: total(debt) == total(cash) pool require r: fund + total(debt - cash, capped by c) >= 0",
    "pool require c: total(debt) <= 5 pool require r: total(debt, capped by c) == 5",
    "pool require c: total(debt) <= 5 pool require r: fund == fund + 5 - total(debt, capped by c)",
    "pool require c: total(debt + cash) <= 5 pool require r: total(debt, capped by c) - 2 * total(cash, capped by c) == 5",
    "pool require c: 2 * total(debt) + total(cash) <= 5 pool require r: total(debt + 0.25 * cash, capped by c) >= 0",
    "pool require c: 2 * total(debt) + total(cash) <= 5 pool require r: total(debt + cash, capped by c) >= 0",
    "pool require c[asset]: total(owed) <= 5 pool require r: sum(asset) total(owed, capped by c) >= 0",
    "pool require c[asset]: total(owed) <= 5 pool require r[tier]: total(owed, capped by c) >= 0",
    "pool require c[scenario, asset]: total(owed) <= 5 + shock "
    "pool require r[asset, scenario]: total(owed, capped by c) >= 0",
    "account advice w[asset] at most balance for tier in asset, cash",
    "account advice w[asset] bytes 5 at least balance for tier in asset",
    "account advice w at least largest(1, tier) balance * size",
    "account advice w[scenario] at least largest(2.5, asset) -pnl * (long - short), cash",
    "account advice w at most smallest(3, asset) balance - 5, 1000",
    "account advice w at most smallest(3, asset) 7 - balance",
    "account advice w at most smallest(3, asset) -7",
    "account flag f if 1/3 * cash < debt",
    "account flag f exactly if cash < 0",
    "account flag f exactly if 0 < cash + 1",
    "account flag f if cash + 1 < 0",
    "account flag f if 1 < 0",
    "account flag f exactly if 1 > 0",
    "account flag f[asset] if balance < owed account advice w at least cash for asset when f",
    "account flag f[asset] if balance < owed account advice w[tier] at least cash when f",
    "account flag f[asset] if balance < owed account advice w[asset] at least -cash - 5 when f",
    "account committed flag f if cash < debt pool require r: 5 >= total(f)",
    "account committed flag f exactly if cash < debt pool require c: total(f) <= 5 "
    "pool require r: 5 * total(f, capped by c) >= total(cash)",
    "account committed advice w[asset] at least balance - owed pool require r[asset]: reserve >= total(w)",
    "account committed advice w at least cash pool advice v at least total(w) - fund pool require r: 3 >= v",
    "pool flag f if total(cash) > fund pool advice v at least total(cash) when f",
    "pool require c: total(cash) <= 3 pool flag f exactly if total(cash, capped by c) < fund",
    "account advice w[tier] at most balance filling size account require r[asset]: sum(tier in asset) rate * w >= owed",
    "account advice w[tier] at least owed filling size "
    "account require r[asset]: balance >= sum(tier in asset) (2 - rate) * w",
    "account advice w[scenario] at most cash filling 2 + shock account require r: sum(scenario) w >= debt",
    "account advice w[scenario, tier] at most balance + shock filling size",
    "account advice w[tier, scenario] at least balance + size filling price "
    "account require r: cash >= sum(tier) sum(scenario) w",
    "account advice w[tier] at most sum(tier in asset) cash filling size",
    "account advice w[tier] at most 5 filling size",
    "account committed advice w[tier] at least owed filling size "
    "pool require r[asset]: 10 >= sum(tier in asset) (2 - rate) * total(w)",
    "account advice a at least cash account advice b at least a account require r: debt >= b + a - debt",
    "account advice a at least cash for scenario, asset, debt",
    "account advice a[asset] at least cash for scenario, tier in asset, debt for loan in asset",
    "account advice a at least cash for asset, tier in asset, loan in asset",
    "account require r: cash - cash >= 0",
    "account require r: cash - cash == 0",
    "account require r: 0.00000001 * cash >= 12345.678 * debt / 7",
    "account require r: 3 <= cash <= 5",
    "account require r: 5 >= cash >= debt",
    "account require r[asset]: long - short == balance",
    "account require r[asset]: balance >= long",
    "account require r: cash * (1 - 1) >= 0",
    "account require capped: cash >= 0 account require by: debt >= 0",
    "account one : integer, bytes 16",
    "account pair a, b : quote units account require r: a - b >= 0",
    "account advice a bytes 16 at least 1000000000000000000000000000000000000000 * cash",
    "account require r: (((((((((cash))))))))) >= 0",
    "account require r: - - cash + --debt >= 0",
    "let a = count(asset) account require r[asset]: a * cash >= 0",
]

REFUSED = [
    "pool require r: fund == total(debt)",
    "pool require r: fund + total(debt) == total(cash)",
    "pool require c: total(debt) <= 5 pool require r: fund + total(debt, capped by c) == total(cash)",
    "pool require c: total(debt) <= 5 pool require r: fund == total(cash, capped by c)",
    "pool require r: total(debt) == total(cash) + 5",
    "pool require c: total(debt) == 5 pool require r: fund + total(debt, capped by c) >= total(cash)",
    "pool let f = fund pool require r: f - f + total(debt) == total(cash)",
    "account lots[tier] : units of loan",
    "account require r[class]: sum(asset in class) balance >= owed",
    "account require r[class]: sum(tier in asset) size * cash >= 0",
    "account require r[class]: sum(tier) size * cash >= 0",
    "account require r[class]: sum(asset in class) sum(tier) size * cash >= 0",
    "account require r[tier, loan]: cash >= 0",
    "account require r[asset, tier]: cash >= 0",
    "account require r[tier, asset]: cash >= 0",
    "account require r: sum(tier) sum(loan) cash >= 0",
    "account require r[asset, asset]: cash >= 0",
    "account require r[asset]: cash >= debt / count(tier in asset)",
    "policy require rate > apr",
    "policy require falling(class) weight + price",
    "policy require falling(tier) apr",
    "policy require rising(fund) rate",
    "policy require reserve > 0",
    "let a[asset] = sum(tier in asset) rate account require r[class]: a * cash >= 0",
    "let a[asset] = tier account require r: cash >= 0",
    "let a = b let b = a",
    "let a = a",
    "let a = reserve",
    "pool let a = fund account require r: a >= debt",
    "account let a = debt + 1 pool require r: fund >= total(a)",
    "account let a = debt pool require r: fund >= a",
    "pool let a = total(debt) pool require r: fund >= total(a)",
    "pool require c: total(debt) <= fund pool let a = total(debt, capped by c) pool require r: fund + a >= total(cash)",
    "pool require c: total(debt) <= 5 pool require c2: total(debt, capped by c2) >= 3",
    "pool require c: total(debt) <= 5 pool let a = total(debt, capped by r) pool require r: 1 + a >= 0",
    "pool require c: -5 <= total(cash) - total(debt) <= 5 "
    "pool require r: total(cash - debt, capped by c) >= -total(owed_) account let owed_ = cash",
    "pool require c: 9 >= total(debt) >= 0 - total(cash) pool require r: total(debt, capped by c) >= total(cash)",
    "pool require c: 2 * total(debt) - total(cash) <= 5 pool require r: total(debt - cash, capped by c) >= 0",
    "pool require c: 2 * total(debt) - total(cash) <= 5 pool require r: total(debt - 0.5 * cash, capped by c) >= 0",
    "pool require c[asset]: total(owed) <= 5 pool require r[class]: total(sum(asset in class) owed, capped by c) >= 0",
    "account advice w[asset] at most balance for tier in asset",
    "account advice w[asset] at least largest(1, tier) balance * size",
    "account advice w[asset] at least largest(1, loan) balance",
    "account advice w[class] at least largest(1, asset) balance",
    "account advice w[class] at least largest(1, tier) balance",
    "account advice w[class] at least largest(0.5, asset) balance for scenario",
    "account advice w[scenario] at least largest(2.5, asset) -pnl * (long - short) / 3",
    "account advice w at least largest(-1, asset) balance",
    "account advice w at least largest(0, asset) balance",
    "account advice w at least largest(fund, asset) balance",
    "pool advice w at least largest(fund, asset) total(balance)",
    "pool advice w at least largest(cash, asset) total(balance)",
    "account let k = 2 account advice w at most smallest(k, asset) balance",
    "account let k = 2 account advice w[tier] at most cash filling k",
    "pool let k = 2 pool advice w at least largest(k, asset) total(balance)",
    "account advice w at least largest(1 + 0 * cash, asset) balance",
    "account advice w at most -1",
    "account advice w at most 1/3",
    "account advice w at least 1/3 * cash",
    "account flag f exactly if 1/3 * cash < debt",
    "account flag f[asset] if balance < owed account advice w at least cash when f",
    "account flag f if cash < debt pool advice w at least total(cash) when f",
    "account committed flag f if cash < debt pool require r: 5 <= total(f)",
    "account committed flag f if cash < debt pool require c: total(f) <= 5 "
    "pool require r: 5 * total(f, capped by c) >= total(cash)",
    "account committed advice w[asset] at least balance - owed pool require r[asset]: reserve == total(w)",
    "account committed advice w[asset] at most balance pool require r[asset]: reserve + total(w) >= total(balance)",
    "account committed advice w[asset] at most balance pool require r[asset]: reserve >= total(w)",
    "account advice w at least cash pool require r: fund >= total(w)",
    "pool advice v at least total(w) account committed advice w at least cash",
    "pool flag f if total(cash) < fund",
    "pool flag f exactly if total(cash) < fund",
    "account advice w[tier] at most balance filling size "
    "account require r[asset]: sum(tier in asset) (2 - rate) * w >= owed",
    "account advice w[tier] at least owed filling size "
    "account require r[asset]: balance >= sum(tier in asset) rate * w",
    "account advice w[scenario] at most cash filling shock",
    "account advice w[scenario] at most cash filling 2 + shock account require r: w >= 0",
    "account advice w[scenario] at most cash filling 2 + shock account require r[scenario]: w >= 0",
    "account advice w[tier] at most size * cash filling size",
    "account advice w[tier] at most w filling size",
    "account advice w at most cash filling 5",
    "account advice w[tier] at most cash filling cash",
    "account advice w[tier] bytes 2 at least 5 filling size",
    "account committed advice w[tier] at least owed filling size "
    "pool require r[asset]: 10 >= sum(tier in asset) rate * total(w)",
    "account advice a at least cash account advice b at least a, -a",
    "account advice a at least b account advice b at least cash",
    "account let l = b account advice a at least l account advice b at least cash",
    "account advice a at least cash for scenario, tier in asset, debt",
    "account advice a[asset] at least cash for asset",
    "account require r: 0 >= 1",
    "account require r: 0 == 1",
    "account require r: cash == 0 - 1",
    "account require r: cash + 1 == 0",
    "account require r: 1000000000000000000000000000000 * cash >= 0.00000000000000000000000000000000000001 * debt",
    "account require r: 5 >= cash <= debt",
    "account require r: 5 == cash == debt",
    "account require r[asset]: long + short == balance",
    "account require r[asset]: long >= balance",
    "account require r: cash / (1 - 1) >= 0",
    "account require most: cash >= 0",
    "account require r: cash >= 0 account require r: cash >= 0",
    "param r account require r: cash >= r",
    "index s { cash }",
    "index s { name }",
    "index s in s {}",
    "index s in q {} index q in s {}",
    "param big[asset, asset]",
    "param big[scenario, asset, tier]",
    "param big[class, scenario, loan, coverage]",
    "account one, two[scenario] : integer, bytes 016",
    "account one : integer, bytes 17",
    "account one : integer, bytes 1.0",
    "account pair a[asset, scenario], b[scenario, asset] : integer",
    "pool p[tier] : public units of asset",
    "pool p : public units of asset",
    "account advice a at least 1000000000000000000000000000000000000000 * cash * "
    "1000000000000000000000000000000000000000",
]

BREAK_THE_POLICY = [
    "policy require rate <= sum(loan in asset) apr + 1",
    "policy require 1 / count(asset in class) > 0",
    "policy require rising(asset) price",
    "policy require rising(asset) pnl",
    "policy require rising(scenario) sum(asset) pnl",
    "let a[scenario] = sum(asset) pnl * shock policy require rising(scenario) a",
]

NUMBERS = {
    "quote": {"name": "USD", "decimals": 2, "bytes": 4}, "rows": 7,
    "indexes": {
        "class": [{"name": "coin", "decimals": 1, "bytes": 2, "weight": "1"},
                  {"name": "bond", "decimals": 0, "bytes": 3, "weight": "2"},
                  {"name": "none", "decimals": 0, "bytes": 3, "weight": "2"}],
        "asset": [{"name": "x", "in": "coin", "decimals": 2, "bytes": 4, "price": "10"},
                  {"name": "y", "in": "bond", "decimals": 0, "bytes": 3, "price": "0.5"},
                  {"name": "z", "in": "coin", "decimals": 3, "bytes": 5, "price": "2"}],
        "tier": [{"name": "x low", "in": "x", "size": "5", "rate": "1"},
                 {"name": "y", "in": "y", "size": "1.5", "rate": "0.9"},
                 {"name": "x high", "in": "x", "size": "50", "rate": "0.5"}],
        "loan": [{"name": "z", "in": "z", "apr": "0.1"}, {"name": "x", "in": "x", "apr": "0.2"}],
        "scenario": [{"name": "up", "shock": "0.5"}, {"name": "down", "shock": "-0.25"},
                     {"name": "flat", "shock": "0"}],
    },
    "params": {"coverage": "1.5",
               "pnl": {"sha256": "0" * 64, "values": [["1.5", "-2", "1"], ["0", "0.25", "4"], ["-3", "7", "0"]]}},
    "pool": {"reserve": ["10", "5", "0"], "fund": "3"},
}


# Where reserve and fund are public or committed.
SOUND_WITH_COMMITTED_POOL = [
    "pool let a[asset] = price * reserve + fund pool require r[asset]: a >= total(balance)",
    "pool advice w[asset] at least total(balance) - reserve, fund pool require r: 5 >= sum(asset) w",
    "pool advice w[asset] at most reserve, 2 * fund pool require r[asset]: 5 + w >= total(balance)",
    "pool advice w at least largest(2, asset) reserve pool require r: 5 >= w",
    "pool flag f exactly if fund < 2 pool require r: 5 - f >= 0",
    "pool advice w[tier] at least reserve filling size pool require r: 5 >= sum(tier) w",
    "pool require c: total(debt) <= 2 * fund pool require r: total(debt, backed by c) >= total(cash)",
    "pool require c[asset]: total(owed) <= reserve "
    "pool require r[asset]: reserve + total(owed, backed by c) == total(balance, backed by d) "
    "pool require d[asset]: 2 >= total(balance) - reserve",
    "pool require c: fund == total(debt, backed by d) pool require d: total(debt) <= fund",
    "pool require c: sum(asset) (reserve - reserve) >= total(debt) - 1",
    "pool require r: 3 >= fund >= 1",
]

REFUSED_WITH_COMMITTED_POOL = [
    "account p : public or committed",
    "pool require r: fund * fund >= 0",
    "pool require r: fund * total(cash) >= 0",
    "pool require r: 1 / fund >= 0",
    "pool require r: total(fund * cash) >= 0",
    "pool require r: 0 >= total(fund)",
    "pool require r: fund >= total(debt + fund)",
    "pool let a = fund pool require r: fund >= total(a)",
    "pool let a = fund pool require r: fund >= total(a * debt)",
    "account require r: fund >= cash",
    "policy require fund > 0",
    "let a = fund",
    "pool advice w at least largest(fund, asset) total(balance)",
    "pool advice w[tier] at least reserve filling fund",
    "pool require c: total(debt) <= fund pool require r: total(debt, capped by c) >= 0",
    "pool require c: total(debt) <= 5 pool require r: total(debt, backed by c) >= 0",
    "pool require r: fund == total(debt)",
    "pool require r: fund + total(debt) >= total(cash)",
    "pool require c: fund <= 5 pool require r: total(debt, backed by c) >= 0",
    "pool require c: total(debt) >= fund pool require r: total(debt, backed by c) >= 0",
]

# And with further pool columns.
SOUND_POOL_COLUMNS = [
    ("pool lots : public or committed integer pool require r: lots + fund >= total(cash)", {"lots": "committed"}),
    ("pool p[tier] : public or committed units of asset pool require r[tier]: p >= total(owed)", {"p": "committed"}),
    ("pool p[tier] : public or committed pool require r[tier]: p >= total(owed)", {"p": "committed"}),
    ("pool p[class] : public or committed pool require r[class]: p >= total(cash)", {"p": "committed"}),
    ("pool p[class] : public or committed quote units pool require r[class]: p + 1 >= total(cash)", {"p": "committed"}),
    ("pool p[scenario, asset] : public pool require r[asset]: reserve + sum(scenario) p >= -3", {"p": [["1"] * 3] * 3}),
    ("pool or : public pool p : public or committed pool require r: or + p >= total(cash)", {"or": "1", "p": "2"}),
    ("pool or : public pool p : public or committed pool require r: or + p >= 7", {"or": "1", "p": "committed"}),
]

REFUSED_POOL_COLUMNS = [
    ("pool p[scenario, asset] : public or committed", {"p": [["1"] * 3] * 3}),
    ("pool p[scenario, asset] : public or committed", {"p": "committed"}),
    ("pool p : public", {"p": "committed"}),
    ("pool p[class] : public or committed", {"p": ["1"]}),
    ("pool p : committed", {"p": "committed"}),
    ("pool p : public or", {"p": "committed"}),
    ("pool p : public or or committed", {"p": "committed"}),
    ("pool p : public committed", {"p": "committed"}),
    ("pool p[tier] : public or committed units of scenario", {"p": "committed"}),
]


def claim(item):
    return NUMBERS | {"circuit": {"name": "edges", "text": HEAD + item + "\n"}}


def claim_with_committed_pool(item, **pool):
    """Where reserve and fund are public or committed, and committed unless `pool` says otherwise."""
    pool = {"reserve": "committed", "fund": "committed", **pool}
    text = HEAD.replace("public", "public or committed") + item + "\n"
    return NUMBERS | {"circuit": {"name": "edges", "text": text}, "pool": pool}
