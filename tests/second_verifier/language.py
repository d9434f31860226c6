"""docs/circuits.md, Words and Grammar: from a text to what it declares."""
import operator
import re
from dataclasses import dataclass, field
from fractions import Fraction

from second_verifier.errors import refuse

LARGEST_CIRCUIT = 1048576
DEEPEST_FACTOR = 200
MOST_INDEXES = 3
FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
WORD = re.compile(r"(?P<blank>[ \t\n]+|#[^\n]*)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|"
                  r"(?P<number>[0-9]+(?:\.[0-9]+)?)(?![A-Za-z0-9_])|(?P<sign>>=|<=|==|[><={}\[\](),:+\-*/])")
KEYWORDS = set("circuit index in param account pool policy require pair public units of quote integer bytes decimals "
               "committed advice flag let at least most filling if exactly for when sum total count largest smallest "
               "rising falling".split())
RELATIONS = {">=": operator.ge, "<=": operator.le, "==": operator.eq, ">": operator.gt, "<": operator.lt}


def words_of(text):
    """Pairs of (kind, word): a kind is "name", "number", or a keyword or sign itself."""
    if len(text.encode()) > LARGEST_CIRCUIT or FORBIDDEN.search(text):
        refuse("too long, or a character that is never allowed")
    words, at = [], 0
    while at < len(text):
        match = WORD.match(text, at)
        if not match:
            refuse("no word: %r" % text[at:at + 20])
        kind, word, at = match.lastgroup, match.group(), match.end()
        if kind == "name" and len(word) > 64 or kind == "number" and len(word) > 128:
            refuse("too long a word")
        if kind != "blank":
            words.append((word if kind == "sign" or word in KEYWORDS else kind, word))
    return words + [("end", "")]


# ---- Expressions ---------------------------------------------------------------------------------


@dataclass
class Number:
    value: Fraction


@dataclass
class Name:
    """`depth` is how deep in factors it stands, itself included."""
    name: str
    depth: int = 1


@dataclass
class Terms:
    """x + y - z ...: pairs of sign (1 or -1) and expression."""
    terms: list


@dataclass
class Factors:
    """x * y / z ...: pairs of sign and expression."""
    factors: list


@dataclass
class Members:
    """`index`, or `index in parent`."""
    index: str
    parent: str = None


@dataclass
class Sum:
    members: Members
    expression: object


@dataclass
class Count:
    members: Members


@dataclass
class Total:
    """`cover` is None or a pair of "capped" or "backed" and a requirement's name."""
    expression: object
    cover: tuple


def names_in(x):
    """The names that stand in an expression."""
    waiting = [x]
    while waiting:
        x = waiting.pop()
        if isinstance(x, Name):
            yield x
        elif isinstance(x, (Terms, Factors)):
            waiting += [part for _, part in (x.terms if isinstance(x, Terms) else x.factors)]
        elif isinstance(x, (Sum, Total)):
            waiting.append(x.expression)


# ---- Declarations --------------------------------------------------------------------------------


@dataclass
class Index:
    name: str
    parent: str
    fields: list

    def has_decimals(self):
        return "decimals" in self.fields


@dataclass
class Column:
    """`unit` is "units of", "quote", "integer" or None; `members_of` the index that "units of" names; `partner` is the
    short leg of a long one; `may_hide` is whether a pool column is public or committed."""
    name: str
    over: tuple
    unit: str = None
    members_of: str = None
    bytes: int = None
    partner: object = None
    may_hide: bool = False


@dataclass
class Bound:
    """`extreme` is None or ("largest" or "smallest", k, index)."""
    expression: object
    extreme: tuple = None
    members: list = field(default_factory=list)
    when: str = None


@dataclass
class Filling:
    expression: object
    size: object


@dataclass
class Advice:
    """Bounds or a filling; of a flag neither, but the two sides of `smaller < larger`."""
    scope: str
    committed: bool
    name: str
    over: tuple
    position: int
    bytes: int = None
    side: str = None
    bounds: list = None
    filling: Filling = None
    smaller: object = None
    larger: object = None
    exactly: bool = False

    def is_flag(self):
        return self.smaller is not None


@dataclass
class Let:
    """`scope` is "account", "pool" or None; `depth` how deep factors nest in the expression."""
    scope: str
    name: str
    over: tuple
    expression: object
    depth: int


@dataclass
class Requirement:
    """`sides` are the two expressions of one relation, or the three of two."""
    scope: str
    name: str
    over: tuple
    sides: list
    relation: str


@dataclass
class Comparison:
    """expression, relation, expression, ..."""
    chain: list


@dataclass
class Monotone:
    falling: bool
    index: str
    expression: object


class Parser:
    """One method for each production of the grammar."""

    def __init__(self, text):
        self.words, self.at, self.depth, self.deepest = words_of(text), 0, 0, 0
        self.index_names = {name for (keyword, _), (_, name) in zip(self.words, self.words[1:]) if keyword == "index"}
        self.indexes, self.params, self.columns, self.pool_columns = {}, [], [], []
        self.advice, self.lets, self.requirements, self.policies, self.names = [], [], [], [], set()

    def peek(self):
        return self.words[self.at][0]

    def take(self, *kinds):
        kind, word = self.words[self.at]
        if kind not in kinds:
            refuse("%s expected at word %d, found %r" % (" or ".join(kinds), self.at, word))
        self.at += 1
        return word

    def accept(self, kind):
        if self.peek() != kind:
            return False
        self.at += 1
        return True

    def list_of(self, element):
        elements = [element()]
        while self.accept(","):
            elements.append(element())
        return elements

    def declare(self, name):
        if name in self.names:
            refuse("declared twice: " + name)
        self.names.add(name)
        return name

    def text(self):
        self.take("circuit")
        self.name = self.take("name")
        while self.peek() != "end":
            keyword = self.take("index", "param", "account", "pool", "policy", "let")
            if keyword == "index":
                self.index()
            elif keyword == "param":
                self.params += self.list_of(self.column)
            elif keyword == "policy":
                self.take("require")
                self.policies += self.list_of(self.check)
            elif keyword == "let":
                self.let(None)
            else:
                self.owned_item(keyword)
        return self

    def owned_item(self, owner):
        if self.accept("require"):
            self.requirement(owner)
        elif self.accept("let"):
            self.let(owner)
        elif self.peek() in ("committed", "advice", "flag"):
            committed = owner == "account" and self.accept("committed")
            if self.take("advice", "flag") == "flag":
                self.flag(owner, committed)
            else:
                self.bounded(owner, committed)
        elif owner == "pool":
            self.pool_column()
        else:
            self.account_columns()

    def index(self):
        name = self.declare(self.take("name"))
        parent = self.take("name") if self.accept("in") else None
        self.take("{")
        fields = [] if self.peek() == "}" else self.list_of(lambda: self.take("decimals", "name"))
        self.take("}")
        for name_of_field in fields:
            if name_of_field == "name":
                refuse("a field called name: members have that already")
            if name_of_field != "decimals":
                self.declare(name_of_field)
        if len(fields) != len(set(fields)):
            refuse("a field twice in " + name)
        self.indexes[name] = Index(name, parent, fields)

    def over(self):
        if not self.accept("["):
            return ()
        indexes = self.list_of(lambda: self.take("name"))
        self.take("]")
        if len(indexes) > MOST_INDEXES:
            refuse("over too many indexes")
        return tuple(indexes)

    def column(self):
        return Column(self.declare(self.take("name")), self.over())

    def unit(self, columns):
        unit, members_of = self.take("units", "quote", "integer"), None
        if unit == "units":
            self.take("of")
            members_of = self.take("name")
        elif unit == "quote":
            self.take("units")
        for column in columns:
            column.unit, column.members_of = unit, members_of

    def bytes(self):
        digits = self.take("number")
        if not re.fullmatch("[0-9]{1,2}", digits) or not 1 <= int(digits) <= 16:
            refuse("bytes are 1 to 16")
        return int(digits)

    def account_columns(self):
        if self.accept("pair"):
            long = self.column()
            self.take(",")
            columns = [long, self.column()]
            long.partner = columns[1]
            if long.over != columns[1].over:
                refuse("a pair over different indexes")
        else:
            columns = self.list_of(self.column)
        self.take(":")
        self.unit(columns)
        if self.accept(","):
            self.take("bytes")
            width = self.bytes()
            for column in columns:
                column.bytes = width
        self.columns += columns

    def pool_column(self):
        column = self.column()
        self.take(":")
        self.take("public")
        if self.words[self.at] == ("name", "or"):
            self.take("name")
            self.take("committed")
            column.may_hide = True
            if len(column.over) > 1:
                refuse("public or committed over several indexes: " + column.name)
        if self.peek() in ("units", "quote", "integer"):
            self.unit([column])
        self.pool_columns.append(column)

    def new_advice(self, owner, committed):
        column = self.column()
        self.advice.append(Advice(owner, committed, column.name, column.over, len(self.advice)))
        return self.advice[-1]

    def bounded(self, owner, committed):
        advice = self.new_advice(owner, committed)
        if self.accept("bytes"):
            advice.bytes = self.bytes()
        self.take("at")
        advice.side = self.take("least", "most")
        first = self.bound()
        if first.extreme is None and not first.members and first.when is None and self.accept("filling"):
            advice.filling = Filling(first.expression, self.expression())
        else:
            advice.bounds = [first]
            while self.accept(","):
                advice.bounds.append(self.bound())

    def bound(self):
        extreme, members, when = None, [], None
        if self.peek() in ("largest", "smallest"):
            which = self.take("largest", "smallest")
            self.take("(")
            count = self.expression()
            self.take(",")
            extreme = which, count, self.take("name")
            self.take(")")
        expression = self.expression()
        if self.accept("for"):
            members.append(self.members())
            while self.peek() == "," and self.words[self.at + 1][1] in self.index_names:
                self.take(",")
                members.append(self.members())
        if self.accept("when"):
            when = self.take("name")
        return Bound(expression, extreme, members, when)

    def flag(self, owner, committed):
        flag = self.new_advice(owner, committed)
        flag.exactly = self.accept("exactly")
        self.take("if")
        left = self.expression()
        relation = self.take("<", ">")
        right = self.expression()
        flag.smaller, flag.larger = (left, right) if relation == "<" else (right, left)

    def let(self, owner):
        column = self.column()
        self.take("=")
        self.deepest = 0
        expression = self.expression()
        self.lets.append(Let(owner, column.name, column.over, expression, self.deepest))

    def requirement(self, scope):
        name, over = self.take("name"), self.over()
        self.take(":")
        sides = [self.expression()]
        relation = self.take(">=", "<=", "==")
        sides.append(self.expression())
        if relation != "==" and self.accept(relation):
            sides.append(self.expression())
        self.requirements.append(Requirement(scope, name, over, sides, relation))

    def check(self):
        if self.peek() in ("rising", "falling"):
            falling = self.take("rising", "falling") == "falling"
            self.take("(")
            index = self.take("name")
            self.take(")")
            return Monotone(falling, index, self.expression())
        chain = [self.expression(), self.take(*RELATIONS), self.expression()]
        while self.peek() in RELATIONS:
            chain += [self.take(*RELATIONS), self.expression()]
        return Comparison(chain)

    def expression(self):
        terms = [(1, self.product())]
        while self.peek() in ("+", "-"):
            terms.append((1 if self.take("+", "-") == "+" else -1, self.product()))
        return terms[0][1] if len(terms) == 1 else Terms(terms)

    def product(self):
        factors = [("*", self.factor())]
        while self.peek() in ("*", "/"):
            factors.append((self.take("*", "/"), self.factor()))
        return factors[0][1] if len(factors) == 1 else Factors(factors)

    def factor(self):
        self.depth += 1
        self.deepest = max(self.deepest, self.depth)
        if self.depth > DEEPEST_FACTOR:
            refuse("nested too deep")
        kind = self.peek()
        word = self.take("number", "name", "-", "(", "sum", "count", "total")
        if kind == "number":
            node = Number(Fraction(word))
        elif kind == "name":
            node = Name(word, self.depth)
        elif kind == "-":
            node = Terms([(-1, self.factor())])
        elif kind == "(":
            node = self.expression()
            self.take(")")
        elif kind == "total":
            node = self.total()
        else:
            self.take("(")
            members = self.members()
            self.take(")")
            node = Sum(members, self.expression()) if kind == "sum" else Count(members)
        self.depth -= 1
        return node

    def members(self):
        return Members(self.take("name"), self.take("name") if self.accept("in") else None)

    def total(self):
        self.take("(")
        expression, cover = self.expression(), None
        if self.accept(","):
            how = self.take("name")
            if how not in ("capped", "backed") or self.take("name") != "by":
                refuse("capped by or backed by expected")
            cover = how, self.take("name")
        self.take(")")
        return Total(expression, cover)
