// Sorted rows, and changes laid over them: how a device differs from its image.
#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace wmsim {

// Rows is a sorted vector of {key, value}: small, cheap to copy, and always in one order. A value may be "removed"
// (nothing), which is how a change hides a row of the image below it. Images hold no removed rows.
template <class Key, class Value, class Less = std::less<Key>>
class Rows {
 public:
  struct Row {
    Key key;
    std::optional<Value> value;
    bool operator==(const Row&) const = default;
  };
  using KeyLess = Less;
  using Iterator = typename std::vector<Row>::const_iterator;

  // Set puts a value, or a removal, in the place of whatever the key had.
  void Set(Key key, std::optional<Value> value) {
    const auto place = LowerBound(rows_, key);
    if (place != rows_.end() && !Less{}(key, place->key)) {
      place->value = std::move(value);
    } else {
      rows_.insert(place, Row{std::move(key), std::move(value)});
    }
  }

  // Append adds many rows and sorts once; of rows with the same key the last holds.
  void Append(std::vector<Row> rows) {
    rows_.insert(rows_.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    const auto before = [](const Row& a, const Row& b) { return Less{}(a.key, b.key); };
    if (!std::is_sorted(rows_.begin(), rows_.end(), before)) std::stable_sort(rows_.begin(), rows_.end(), before);
    const auto same_as_next = [&](const Row& a, const Row& b) { return !before(a, b) && !before(b, a); };
    const auto kept = std::unique(rows_.rbegin(), rows_.rend(), same_as_next);
    rows_.erase(rows_.begin(), kept.base());
  }

  // Find returns the row of a key, or null; the row may be a removal.
  const Row* Find(const Key& key) const {
    const auto place = LowerBound(rows_, key);
    return place != rows_.end() && !Less{}(key, place->key) ? &*place : nullptr;
  }

  // Forget drops the row of a key: it is neither set nor removed any more.
  void Forget(const Key& key) {
    const auto place = LowerBound(rows_, key);
    if (place != rows_.end() && !Less{}(key, place->key)) rows_.erase(place);
  }

  // EraseIf forgets rows altogether: they are neither set nor removed any more.
  template <class Predicate>
  void EraseIf(Predicate predicate) {
    std::erase_if(rows_, predicate);
  }

  Iterator begin() const { return rows_.begin(); }
  Iterator end() const { return rows_.end(); }
  bool empty() const { return rows_.empty(); }
  bool operator==(const Rows&) const = default;

 private:
  template <class Vector>
  static auto LowerBound(Vector& rows, const Key& key) {
    return std::lower_bound(rows.begin(), rows.end(), key,
                            [](const Row& row, const Key& k) { return Less{}(row.key, k); });
  }

  std::vector<Row> rows_;
};

// VisitOverlay calls `visit(key, image_row, change_row)` for every key of either, in order; a null row means that side
// has none.
template <class R, class Visit>
void VisitOverlay(const R& image, const R& changes, Visit visit) {
  auto less = [](const auto& a, const auto& b) { return typename R::KeyLess{}(a.key, b.key); };
  auto i = image.begin();
  auto c = changes.begin();
  while (i != image.end() || c != changes.end()) {
    const bool from_image = c == changes.end() || (i != image.end() && !less(*c, *i));
    const bool from_changes = i == image.end() || (c != changes.end() && !less(*i, *c));
    visit(from_image ? i->key : c->key, from_image ? &*i : nullptr, from_changes ? &*c : nullptr);
    if (from_image) ++i;
    if (from_changes) ++c;
  }
}

}  // namespace wmsim
