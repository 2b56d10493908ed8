#include "scenarios/language/suggest.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace wmsim {
namespace {

using Words = std::vector<std::string_view>;

const Words kKeys{"scenario", "source", "device", "given", "steps", "matrix", "expect"};

struct NearestRow {
  std::string_view typed;
  std::string_view nearest;
};

TEST(Nearest, FindsTheWordThatWasMeant) {
  for (const NearestRow& row : std::vector<NearestRow>{
           {"expcet", "expect"},      // two letters swapped
           {"expct", "expect"},       // one missing
           {"exppect", "expect"},     // one too many
           {"axpect", "expect"},      // one wrong
           {"device", "device"},      // the word itself
           {"DEVICE", "device"},      // another case
           {"Devise", "device"},      // another case and one wrong
           {"scenaro", "scenario"},   // one missing in a long word
           {"sceanrios", "scenario"}  // two errors in a long word
       }) {
    SCOPED_TRACE(row.typed);
    EXPECT_EQ(row.nearest, Nearest(row.typed, kKeys));
  }
}

TEST(Nearest, KeepsSilentWhereNoWordIsNear) {
  for (const std::string_view typed : {"colour", "xyz", "q", "", "registry", "e", "expectations of the tester",
                                       "\xFF\xFE", "given given given", "sourcesourcesource"}) {
    SCOPED_TRACE(typed);
    EXPECT_EQ("", Nearest(typed, kKeys));
  }
}

TEST(Nearest, KeepsSilentWithoutWords) { EXPECT_EQ("", Nearest("expect", Words{})); }

TEST(Nearest, PrefersTheExactWordOverOneThatIsOnlyNear) {
  const Words words{"guide-pocket-pd", "guide-pocket-pc"};
  EXPECT_EQ("guide-pocket-pc", Nearest("guide-pocket-pc", words));
}

TEST(Nearest, IsQuickForTextOfAnyLength) {
  const std::string long_text(10'000'000, 'e');
  EXPECT_EQ("", Nearest(long_text, kKeys));
}

TEST(UnknownWord, NamesTheNearestAndEveryLegalWord) {
  const Words words{"yes", "no", "timeout"};
  EXPECT_EQ("unknown answer `timout`; did you mean `timeout`? (legal: yes, no, timeout)",
            UnknownWord("answer", "timout", words));
}

TEST(UnknownWord, NamesTheLegalWordsWhereNoneIsNear) {
  const Words words{"yes", "no", "timeout"};
  EXPECT_EQ("unknown answer `perhaps` (legal: yes, no, timeout)", UnknownWord("answer", "perhaps", words));
}

}  // namespace
}  // namespace wmsim
