// Sorted rows, and changes laid over them.
#include "emulator/rows.h"

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wmsim {
namespace {

using Numbers = Rows<std::string, int>;
using Falling = Rows<int, int, std::greater<>>;

// "a=1 b=- ": a removal is written as "-".
std::string Text(const Numbers& rows) {
  std::string text;
  for (const auto& row : rows) text += row.key + "=" + (row.value ? std::to_string(*row.value) : "-") + " ";
  return text;
}

Numbers Make(std::vector<Numbers::Row> rows) {
  Numbers numbers;
  numbers.Append(std::move(rows));
  return numbers;
}

TEST(Rows, StaySortedHoweverTheyAreSet) {
  Numbers rows;
  for (const char* key : {"m", "a", "z", "b", "y"}) rows.Set(key, 1);
  EXPECT_EQ(Text(rows), "a=1 b=1 m=1 y=1 z=1 ");
}

TEST(Rows, HoldTheLastValueOfAKey) {
  Numbers rows;
  rows.Set("a", 1);
  rows.Set("a", 2);
  EXPECT_EQ(Text(rows), "a=2 ");
  rows.Set("a", std::nullopt);
  EXPECT_EQ(Text(rows), "a=- ");
  rows.Set("a", 3);
  EXPECT_EQ(Text(rows), "a=3 ");
}

TEST(Rows, FindRemovalsButNotWhatWasNeverSet) {
  Numbers rows;
  EXPECT_TRUE(rows.empty());
  EXPECT_EQ(rows.Find("a"), nullptr);
  rows.Set("b", 1);
  rows.Set("d", std::nullopt);
  for (const char* key : {"", "a", "bb", "c", "e"}) EXPECT_EQ(rows.Find(key), nullptr) << key;
  ASSERT_NE(rows.Find("b"), nullptr);
  EXPECT_EQ(rows.Find("b")->value, 1);
  ASSERT_NE(rows.Find("d"), nullptr);
  EXPECT_FALSE(rows.Find("d")->value);
  EXPECT_FALSE(rows.empty());
}

TEST(Rows, AppendKeepsTheLastRowOfAKey) {
  EXPECT_EQ(Text(Make({{"c", 1}, {"a", 1}, {"c", 2}, {"b", 1}, {"a", 2}, {"c", 3}})), "a=2 b=1 c=3 ");
  EXPECT_EQ(Text(Make({{"a", 1}, {"a", std::nullopt}})), "a=- ");
  EXPECT_EQ(Text(Make({{"a", std::nullopt}, {"a", 1}})), "a=1 ");
  EXPECT_EQ(Text(Make({})), "");
}

TEST(Rows, AppendedRowsWinOverThoseThatWereThere) {
  Numbers rows = Make({{"a", 1}, {"b", 1}, {"d", 1}});
  rows.Append({{"d", 2}, {"c", 2}, {"b", std::nullopt}});
  EXPECT_EQ(Text(rows), "a=1 b=- c=2 d=2 ");
  rows.Append({});
  EXPECT_EQ(Text(rows), "a=1 b=- c=2 d=2 ");
}

TEST(Rows, GiveThoseFromAKeyOnwards) {
  const Numbers rows = Make({{"a", 1}, {"b", 2}, {"c", 3}});
  const auto text = [&](const std::string& key) {
    std::string keys;
    for (const auto& row : rows.From(key)) keys += row.key;
    return keys;
  };
  EXPECT_EQ(text(""), "abc");
  EXPECT_EQ(text("b"), "bc");
  EXPECT_EQ(text("bb"), "c");
  EXPECT_EQ(text("d"), "");
}

TEST(Rows, ForgetFromAKeyAsFarAsThePredicateHolds) {
  const auto starts_with_b = [](const Numbers::Row& row) { return row.key.starts_with('b'); };
  Numbers rows = Make({{"a", 1}, {"b", std::nullopt}, {"ba", 1}, {"c", 1}, {"d", 1}});
  rows.ForgetFrom("b", starts_with_b);
  EXPECT_EQ(Text(rows), "a=1 c=1 d=1 ");
  rows.ForgetFrom("a", starts_with_b);
  rows.ForgetFrom("x", starts_with_b);
  EXPECT_EQ(Text(rows), "a=1 c=1 d=1 ");
}

TEST(Rows, ForgetOneKeyAndNoOther) {
  Numbers rows = Make({{"a", 1}, {"b", std::nullopt}, {"c", 1}});
  rows.Forget("b");
  rows.Forget("bb");
  rows.Forget("");
  EXPECT_EQ(Text(rows), "a=1 c=1 ");
}

TEST(Rows, AreEqualWhereKeysValuesAndRemovalsAre) {
  EXPECT_EQ(Make({{"a", 1}, {"b", 2}}), Make({{"b", 2}, {"a", 1}}));
  EXPECT_NE(Make({{"a", 1}}), Make({{"a", 2}}));
  EXPECT_NE(Make({{"a", 1}}), Make({{"a", std::nullopt}}));
  EXPECT_NE(Make({{"a", std::nullopt}}), Make({}));
  EXPECT_NE(Make({{"a", 1}}), Make({{"A", 1}}));
}

TEST(Rows, FollowAnOrderOfTheirOwn) {
  Falling rows;
  for (const int key : {1, 3, 2, 3}) rows.Set(key, key);
  std::vector<int> keys;
  for (const auto& row : rows) keys.push_back(row.key);
  EXPECT_EQ(keys, (std::vector<int>{3, 2, 1}));
  EXPECT_NE(rows.Find(3), nullptr);
  EXPECT_EQ(rows.Find(0), nullptr);
}

std::string Overlay(const Numbers& image, const Numbers& changes) {
  std::string text;
  const auto side = [](const Numbers::Row* row) {
    return row == nullptr ? std::string("?") : row->value ? std::to_string(*row->value) : std::string("-");
  };
  VisitOverlay(image, changes, [&](const std::string& key, const Numbers::Row* base, const Numbers::Row* change) {
    text += key + ":" + side(base) + "/" + side(change) + " ";
  });
  return text;
}

TEST(VisitOverlay, VisitsEveryKeyOfEitherOnceInOrder) {
  const Numbers image = Make({{"a", 1}, {"c", 1}, {"d", 1}});
  const Numbers changes = Make({{"b", 2}, {"c", 2}, {"d", std::nullopt}, {"e", std::nullopt}});
  EXPECT_EQ(Overlay(image, changes), "a:1/? b:?/2 c:1/2 d:1/- e:?/- ");
  EXPECT_EQ(Overlay(image, {}), "a:1/? c:1/? d:1/? ");
  EXPECT_EQ(Overlay({}, changes), "b:?/2 c:?/2 d:?/- e:?/- ");
  EXPECT_EQ(Overlay({}, {}), "");
}

}  // namespace
}  // namespace wmsim
