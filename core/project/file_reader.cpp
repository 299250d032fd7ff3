#include "project/file_reader.h"

#include <algorithm>
#include <utility>

#include "source/decode.h"

namespace pellucid::project {

namespace {

constexpr uint32_t kFilesOfDatabase = 64;

template <class Query>
struct Declaring {
  using Type = Query;
};

// Calls `f` with Declaring<Q> of each that may be read, in the order of their numbers.
template <class Function>
void for_each_read(Function f) {
  uint8_t number = 0;
  [&]<class... Input>(std::tuple<Input...>*) {
    (f(Declaring<Input>(), number++), ...);
  }(static_cast<ReadInputs*>(nullptr));
  [&]<class... Query>(std::tuple<Query...>*) {
    (f(Query(), number++), ...);
  }(static_cast<ByReadQuery<Declaring>*>(nullptr));
}

template <class Query>
typename Query::Key key_of(db::FileId file) {
  if constexpr (std::is_same_v<Query, db::Environment>) {
    return db::kTheEnvironment;
  } else {
    return file;
  }
}

// The numbers of what a query's value was computed from.
std::vector<uint8_t> reads_of(query::Engine& engine, query::Ref ref) {
  std::vector<uint8_t> reads;
  for (query::Ref read : engine.dependencies(ref)) {
    size_t known = reads.size();
    for_each_read([&]<class Query>(Declaring<Query>, uint8_t number) {
      if (engine.index<Query>() == read.query()) reads.push_back(number);
    });
    PEL_CHECK(reads.size() == known + 1, engine.describe(ref), " reads ", engine.describe(read),
              ", which a file alone does not have");
  }
  return reads;
}

std::vector<query::Ref> refs_of(query::Engine& engine, db::FileId file, const std::vector<uint8_t>& reads) {
  std::vector<query::Ref> refs;
  for (uint8_t wanted : reads) {
    for_each_read([&]<class Query>(Declaring<Query>, uint8_t number) {
      if (number == wanted) refs.push_back(engine.ref<Query>(key_of<Query>(file)));
    });
  }
  return refs;
}

}  // namespace

FileReader::FileReader(db::EnvironmentState environment, scope::Names& names, bool keeps_trees)
    : environment_(std::move(environment)), names_(names), keeps_trees_(keeps_trees) {}

// A database remembers every folder that a file of it was in.
void FileReader::renew() {
  if (database_) tree_bytes_peak_ = tree_bytes_peak();
  database_.emplace(environment_.version, environment_.platform);
  database_->engine().attach(names_);
}

size_t FileReader::tree_bytes_peak() const {
  return database_ ? std::max(tree_bytes_peak_, database_->counters().bytes_peak) : tree_bytes_peak_;
}

FileReading FileReader::read(std::string path, std::string_view bytes) {
  if (read_++ % kFilesOfDatabase == 0) renew();
  db::FileId file = database_->add(path, source::decode(bytes));
  query::Engine& engine = database_->engine();
  FileReading reading;
  reading.path = std::move(path);
  auto read_one = [&]<class Query>(ReadValue<Query>& its) {
    its.value = engine.get<Query>(file);
    its.reads = reads_of(engine, engine.ref<Query>(file));
  };
  std::apply([&](auto&... its) { (read_one(its), ...); }, reading.values);
  if (!keeps_trees_) database_->free_tree(file);
  reading.text = database_->release(file);
  engine.forget_parts([](uint32_t) { return true; });
  return reading;
}

void offer(query::Engine& engine, db::FileId file, FileReading& reading) {
  auto offer_one = [&]<class Query>(ReadValue<Query>& its) {
    engine.offer<Query>(file, std::move(its.value), refs_of(engine, file, its.reads));
  };
  std::apply([&](auto&... its) { (offer_one(its), ...); }, reading.values);
}

}  // namespace pellucid::project
