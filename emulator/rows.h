// Sorted rows, and changes laid over them: how a device differs from its image.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace wmsim {

// Rows is a sorted set of {key, value}, always in one order; each change of it costs the logarithm of its size. A value
// may be "removed" (nothing), which is how a change hides a row of the image below it. Images hold no removed rows.
template <class Key, class Value, class Less = std::less<Key>>
class Rows {
 public:
  struct Row {
    Key key;
    std::optional<Value> value;
    bool operator==(const Row&) const = default;
  };
  using KeyLess = Less;

  // Set puts a value, or a removal, in the place of whatever the key had.
  void Set(Key key, std::optional<Value> value) {
    const auto place = rows_.lower_bound(key);
    const bool is_there = place != rows_.end() && !Less{}(key, place->key);
    const auto next = is_there ? rows_.erase(place) : place;
    rows_.insert(next, Row{std::move(key), std::move(value)});
  }

  // Append sets many rows; of those with the same key the last holds.
  void Append(std::vector<Row> rows) {
    for (Row& row : rows) Set(std::move(row.key), std::move(row.value));
  }

  // Find returns the row of a key, or null; the row may be a removal.
  const Row* Find(const Key& key) const {
    const auto place = rows_.find(key);
    return place != rows_.end() ? &*place : nullptr;
  }

  // Forget drops the row of a key: it is neither set nor removed any more.
  void Forget(const Key& key) {
    const auto place = rows_.find(key);
    if (place != rows_.end()) rows_.erase(place);
  }

  // ForgetFrom drops the rows from the place of a key onwards, as far as `predicate` holds without a gap.
  template <class Predicate>
  void ForgetFrom(const Key& key, Predicate predicate) {
    auto place = rows_.lower_bound(key);
    while (place != rows_.end() && predicate(*place)) place = rows_.erase(place);
  }

  // From returns the rows from the place of a key onwards.
  auto From(const Key& key) const { return Range{rows_.lower_bound(key), rows_.end()}; }

  auto begin() const { return rows_.begin(); }
  auto end() const { return rows_.end(); }
  bool empty() const { return rows_.empty(); }
  bool operator==(const Rows&) const = default;

 private:
  struct ByKey {
    using is_transparent = void;
    bool operator()(const Row& a, const Row& b) const { return Less{}(a.key, b.key); }
    bool operator()(const Row& a, const Key& b) const { return Less{}(a.key, b); }
    bool operator()(const Key& a, const Row& b) const { return Less{}(a, b.key); }
  };

  using Iterator = typename std::set<Row, ByKey>::const_iterator;
  struct Range {
    Iterator first;
    Iterator last;
    Iterator begin() const { return first; }
    Iterator end() const { return last; }
  };

  std::set<Row, ByKey> rows_;
};

// FindOverlaid returns the value of a key as seen through the changes, or null where it has none.
template <class Key, class Value, class Less>
const Value* FindOverlaid(const Rows<Key, Value, Less>& image, const Rows<Key, Value, Less>& changes, const Key& key) {
  const auto* row = changes.Find(key);
  if (row == nullptr) row = image.Find(key);
  return row != nullptr && row->value ? &*row->value : nullptr;
}

// VisitPairs calls `visit(key, image_row, change_row)` for every key of two sorted ranges of rows, in order, as far as
// `holds(key)` is true without a gap; a null row means that side has none.
template <class Less, class Range, class Holds, class Visit>
void VisitPairs(const Range& image, const Range& changes, Holds holds, Visit visit) {
  auto less = [](const auto& a, const auto& b) { return Less{}(a.key, b.key); };
  auto i = image.begin(), image_end = image.end();
  auto c = changes.begin(), changes_end = changes.end();
  while (i != image_end || c != changes_end) {
    const bool from_image = c == changes_end || (i != image_end && !less(*c, *i));
    const bool from_changes = !from_image || (c != changes_end && !less(*i, *c));
    const auto& key = from_image ? i->key : c->key;
    if (!holds(key)) return;
    visit(key, from_image ? &*i : nullptr, from_changes ? &*c : nullptr);
    if (from_image) ++i;
    if (from_changes) ++c;
  }
}

// VisitOverlay does so for every key of image or changes; VisitOverlayFrom from the place of a key onwards.
template <class R, class Visit>
void VisitOverlay(const R& image, const R& changes, Visit visit) {
  VisitPairs<typename R::KeyLess>(
      image, changes, [](const auto&) { return true; }, visit);
}
template <class R, class Key, class Holds, class Visit>
void VisitOverlayFrom(const R& image, const R& changes, const Key& from, Holds holds, Visit visit) {
  VisitPairs<typename R::KeyLess>(image.From(from), changes.From(from), holds, visit);
}

// VisitPresent calls `visit(key, value)` for every key that has a value as seen through the changes, in order, from the
// place of a key onwards as far as `holds(key)` is true without a gap.
template <class R, class Key, class Holds, class Visit>
void VisitPresent(const R& image, const R& changes, const Key& from, Holds holds, Visit visit) {
  VisitOverlayFrom(image, changes, from, holds, [&](const auto& key, const auto* base, const auto* change) {
    const auto* row = change != nullptr ? change : base;
    if (row->value) visit(key, *row->value);
  });
}

}  // namespace wmsim
