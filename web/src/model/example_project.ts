// Twelve small modules that import one another, to see what an edit of one of them means to the others: a shop.

export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

const money = `"""Amounts in cents, so that nothing is lost."""

CENTS = 100


def parse(text):
    whole, _, rest = text.partition(".")
    return int(whole) * CENTS + int((rest + "00")[:2])


def show(amount):
    return f"{amount // CENTS}.{amount % CENTS:02}"


def share(amount, parts):
    each, left = divmod(amount, parts)
    return [each + 1] * left + [each] * (parts - left)
`;

const errors = `class ShopError(Exception):
    """Whatever the shop cannot do."""


class OutOfStock(ShopError):
    def __init__(self, name):
        super().__init__(f"no {name} left")
        self.name = name


class UnknownProduct(ShopError):
    pass
`;

const product = `from dataclasses import dataclass

from shop.money import show


@dataclass(frozen=True)
class Product:
    name: str
    price: int
    weight: int = 0

    def label(self):
        return f"{self.name}: {show(self.price)}"
`;

const stock = `from shop.errors import OutOfStock, UnknownProduct


class Stock:
    def __init__(self):
        self.counts = {}

    def put(self, name, count=1):
        self.counts[name] = self.counts.get(name, 0) + count

    def take(self, name):
        if name not in self.counts:
            raise UnknownProduct(name)
        if self.counts[name] == 0:
            raise OutOfStock(name)
        self.counts[name] -= 1
`;

const cart = `from shop.money import show
from shop.product import Product


class Cart:
    def __init__(self):
        self.lines = []

    def add(self, product: Product):
        self.lines.append(product)

    def total(self):
        return sum(product.price for product in self.lines)

    def __str__(self):
        return f"{len(self.lines)} things, {show(self.total())}"
`;

const discount = `from shop.cart import Cart
from shop.money import CENTS


def of_percent(percent):
    return lambda cart: cart.total() * percent // 100


def above(least, percent):
    def discount(cart: Cart):
        return of_percent(percent)(cart) if cart.total() >= least * CENTS else 0

    return discount
`;

const tax = `from shop.money import share

RATE = 19


def included(amount):
    return amount * RATE // (100 + RATE)


def split(amount, parts):
    return [included(part) for part in share(amount, parts)]
`;

const shipping = `from shop.cart import Cart

FREE_FROM = 5_000


def cost(cart: Cart):
    if cart.total() >= FREE_FROM:
        return 0
    weight = sum(product.weight for product in cart.lines)
    return 390 if weight < 2_000 else 690
`;

const invoice = `from shop import discount, shipping, tax
from shop.cart import Cart
from shop.money import show

SALE = discount.above(50, 10)


def lines(cart: Cart):
    amount = cart.total() - SALE(cart) + shipping.cost(cart)
    yield from (product.label() for product in cart.lines)
    yield f"total {show(amount)}, of it tax {show(tax.included(amount))}"
`;

const catalogue = `from shop.money import parse
from shop.product import Product

PRODUCTS = {
    name: Product(name, parse(price), weight)
    for name, price, weight in [("lamp", "24.90", 1_200), ("rug", "89", 4_000), ("cup", "6.5", 300)]
}
`;

const main = `from shop.cart import Cart
from shop.catalogue import PRODUCTS
from shop.errors import ShopError
from shop.invoice import lines
from shop.stock import Stock

stock = Stock()
for name in PRODUCTS:
    stock.put(name, 2)

cart = Cart()
for wanted in ("lamp", "cup", "cup", "cup"):
    try:
        stock.take(wanted)
    except ShopError as error:
        print(error)
    else:
        cart.add(PRODUCTS[wanted])

print("\\n".join(lines(cart)))
`;

export const exampleProject: readonly ProjectFile[] = [
  { path: "shop/__init__.py", text: '"""A shop in twelve modules."""\n' },
  { path: "shop/money.py", text: money },
  { path: "shop/errors.py", text: errors },
  { path: "shop/product.py", text: product },
  { path: "shop/stock.py", text: stock },
  { path: "shop/cart.py", text: cart },
  { path: "shop/discount.py", text: discount },
  { path: "shop/tax.py", text: tax },
  { path: "shop/shipping.py", text: shipping },
  { path: "shop/invoice.py", text: invoice },
  { path: "shop/catalogue.py", text: catalogue },
  { path: "shop/__main__.py", text: main },
];
