#include "project/file_reader.h"

#include <thread>

#include <doctest/doctest.h>

#include "project/session.h"

namespace pellucid::project {
namespace {

constexpr std::string_view kShop =
    "import os\nfrom cart import Cart, nothing\n\n\ndef total(cart: 'Cart'):\n  for each in cart:\n    if each:\n"
    "      result = each\n  return result\n__all__ = ['total', 'missing']\n";
constexpr std::string_view kCart = "class Cart:\n  def add(self):\n    return self.items[\nx = (1\n";

std::string told(Session& session, FileId file) {
  std::string all;
  for (const diagnostic::Diagnostic& each : session.diagnostics(file))
    all += std::to_string(each.range.start) + " " + each.message + "\n";
  return all;
}

struct Both {
  Session session, plain;
  FileReader reader;
  explicit Both(bool keeps_trees = false)
      : reader({session.database().version(), session.database().platform()}, session.analysis().names(),
               keeps_trees) {}
};

TEST_CASE("what was read apart is what a session reads itself, and is not read again") {
  Both both;
  FileId shop = both.session.open(both.reader.read("shop.py", kShop));
  FileId cart = both.session.open(both.reader.read("cart.py", kCart));
  FileId plain_shop = both.plain.open("shop.py", kShop), plain_cart = both.plain.open("cart.py", kCart);
  both.plain.read(plain_shop);
  both.plain.read(plain_cart);

  query::Engine &engine = both.session.engine(), &plain = both.plain.engine();
  auto same_reads = [&]<class Query>(const ReadValue<Query>*) {
    CHECK(engine.counters(engine.index<Query>()).offered == 2);
    CHECK(engine.counters(engine.index<Query>()).run == 2);
    for (auto [ours, theirs] : {std::pair(shop, plain_shop), std::pair(cart, plain_cart)}) {
      std::vector<std::string> reads, expected;
      for (query::Ref ref : engine.dependencies(engine.ref<Query>(ours)))
        reads.push_back(engine.describe(ref));
      for (query::Ref ref : plain.dependencies(plain.ref<Query>(theirs)))
        expected.push_back(plain.describe(ref));
      CHECK(reads == expected);
    }
  };
  [&]<class... Value>(std::tuple<Value...>*) {
    (same_reads(static_cast<Value*>(nullptr)), ...);
  }(static_cast<ByReadQuery<ReadValue>*>(nullptr));

  CHECK(told(both.session, shop) == told(both.plain, plain_shop));
  CHECK(told(both.session, cart) == told(both.plain, plain_cart));
  CHECK(told(both.session, shop) != "");
  const db::TreeCounters& counted = both.session.database().counters();
  CHECK(counted.parses == 2);
  CHECK(counted.trees_freed == 2);
  CHECK(counted.bytes_resident == 0);
  CHECK(counted.reparses_whole == 0);
}

TEST_CASE("a text that changes is taken over, and one that does not changes nothing") {
  Both both;
  FileId shop = both.session.open(both.reader.read("shop.py", kShop));
  Revision first = both.session.database().revision(shop);
  both.session.set_text(shop, both.reader.read("shop.py", kShop));
  CHECK(both.session.database().revision(shop) == first);
  both.session.set_text(shop, both.reader.read("shop.py", kCart));
  CHECK(both.session.database().revision(shop) != first);
  FileId plain = both.plain.open("shop.py", kCart);
  CHECK(told(both.session, shop) == told(both.plain, plain));
  // And by hand again.
  both.session.set_text(shop, kShop);
  both.plain.set_text(plain, kShop);
  CHECK(told(both.session, shop) == told(both.plain, plain));
}

TEST_CASE("trees are handed over where they are to stay") {
  Both both(true);
  both.session.reclaimer().set_policy({ReclaimPolicy::Kind::Never, 0});
  FileId shop = both.session.open(both.reader.read("shop.py", kShop));
  CHECK(both.session.database().is_resident(shop));
  CHECK(both.session.database().counters().bytes_resident ==
        both.session.database().lease(shop).tree().memory_bytes());
  CHECK(both.session.database().counters().reparses_whole == 0);
}

#ifndef __EMSCRIPTEN__
TEST_CASE("readers on several threads share a session's names") {
  Session session;
  constexpr size_t kThreads = 4, kEach = 20;
  std::vector<std::vector<FileReading>> readings(kThreads);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      FileReader reader({session.database().version(), session.database().platform()},
                        session.analysis().names(), false);
      for (size_t k = 0; k < kEach; ++k)
        readings[i].push_back(
            reader.read("m" + std::to_string(i) + "_" + std::to_string(k) + ".py",
                        "name" + std::to_string(k) + " = shared + own" + std::to_string(i) + "\n"));
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < kThreads; ++i) {
    for (FileReading& reading : readings[i]) {
      FileId file = session.open(std::move(reading));
      std::string own = std::to_string(i);
      CHECK(told(session, file).find("own" + own) != std::string::npos);
    }
  }
}
#endif

}  // namespace
}  // namespace pellucid::project
