// Hints: what a person should know beside the outcome.
#include "emulator/hint.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

TEST(EveryHint, HasATextOfItsOwnAndAKnownSource) {
  std::set<std::string_view> texts;
  ASSERT_EQ(Hints().size(), Words<HintId>().size());
  for (const HintInfo& hint : Hints()) {
    SCOPED_TRACE(Word(hint.id));
    EXPECT_FALSE(hint.text.empty());
    EXPECT_TRUE(texts.insert(hint.text).second);
    EXPECT_NE(FindSource(hint.source), nullptr);
    EXPECT_EQ(&Hint(hint.id), &hint);
  }
}

}  // namespace
}  // namespace wmsim
