#include "policy_engine/words.h"

#include <gtest/gtest.h>

#include "policy_engine/classes.h"
#include "policy_engine/outcome.h"

namespace wmsim {
namespace {

template <class E>
void ExpectEveryWordIsReadBack() {
  for (std::size_t i = 0; i < Words<E>().size(); ++i) {
    const auto value = static_cast<E>(i);
    EXPECT_EQ(value, ParseWord<E>(Word(value))) << Word(value);
  }
}

TEST(Words, AreReadBackAsTheEnumeratorThatTheySpell) {
  ExpectEveryWordIsReadBack<Outcome>();
  ExpectEveryWordIsReadBack<Signature>();
  ExpectEveryWordIsReadBack<RapiMode>();
  ExpectEveryWordIsReadBack<Answer>();
}

TEST(Words, AreComparedAsTheyStand) {
  for (const char* word : {"", "Installed", "installed ", "instal", "19"}) {
    EXPECT_EQ(std::nullopt, ParseWord<Outcome>(word)) << word;
  }
}

}  // namespace
}  // namespace wmsim
