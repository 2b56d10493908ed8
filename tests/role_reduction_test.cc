// The predicates to which role masks are reduced, against a model that looks at one bit after the other.
#include <gtest/gtest.h>

#include <random>
#include <vector>

#include "policy_engine/metabase.h"
#include "policy_engine/role.h"

namespace wmsim {
namespace {

constexpr int kBits = 32;

bool HasBit(std::uint32_t mask, int bit) { return (mask >> bit) % 2 == 1; }

// Policies 3.1: every role test is an AND; what is not zero passes.
bool ModelShares(std::uint32_t a, std::uint32_t b) {
  for (int bit = 0; bit < kBits; ++bit) {
    if (HasBit(a, bit) && HasBit(b, bit)) return true;
  }
  return false;
}

// Policies 3.2: MANAGER is the bit 3, USER_AUTH the bit 4.
std::uint32_t ModelEffective(std::uint32_t request, std::uint32_t policy4119, std::uint32_t policy4120) {
  const bool manager = ModelShares(request, policy4119);
  const bool user = ModelShares(request, policy4120);
  std::uint32_t effective = 0;
  for (int bit = kBits - 1; bit >= 0; --bit) {
    const bool has = HasBit(request, bit) || (bit == 3 && manager) || (bit == 4 && user);
    effective = 2 * effective + (has ? 1U : 0U);
  }
  return effective;
}

// Sdk-facts 2.4: rw-access is 1 read-only, 2 write-only, 3 both.
bool ModelMayRead(std::uint32_t request, std::uint32_t access, int rw) {
  return (rw == 1 || rw == 3) && ModelShares(request, access);
}
bool ModelMayWrite(std::uint32_t request, std::uint32_t access, int rw) {
  return (rw == 2 || rw == 3) && ModelShares(request, access);
}

void ExpectAsModel(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
  ASSERT_EQ(Intersects(RoleMask{a}, RoleMask{b}), ModelShares(a, b)) << a << " " << b;
  ASSERT_EQ(Bits(EffectiveMask(RoleMask{a}, RoleMask{b}, RoleMask{c})), ModelEffective(a, b, c))
      << a << " " << b << " " << c;
  for (const int rw : {1, 2, 3}) {
    ASSERT_EQ(MayRead(RoleMask{a}, RoleMask{b}, ReadWrite(rw)), ModelMayRead(a, b, rw)) << a << " " << b << " " << rw;
    ASSERT_EQ(MayWrite(RoleMask{a}, RoleMask{b}, ReadWrite(rw)), ModelMayWrite(a, b, rw)) << a << " " << b << " " << rw;
  }
}

// No bit, every bit, each single bit.
std::vector<std::uint32_t> SingleBits() {
  std::vector<std::uint32_t> masks{0, 0xFFFFFFFF};
  for (int bit = 0; bit < kBits; ++bit) masks.push_back(std::uint32_t{1} << bit);
  return masks;
}

std::vector<std::uint32_t> PairsOfBits() {
  std::vector<std::uint32_t> masks;
  for (int high = 1; high < kBits; ++high) {
    for (int low = 0; low < high; ++low) masks.push_back((std::uint32_t{1} << high) | (std::uint32_t{1} << low));
  }
  return masks;
}

TEST(RoleReduction, IsThatOfTheModelForEverySingleBit) {
  const auto masks = SingleBits();
  ASSERT_EQ(masks.size(), 34U);
  for (const std::uint32_t a : masks) {
    for (const std::uint32_t b : masks) {
      for (const std::uint32_t c : masks) ASSERT_NO_FATAL_FAILURE(ExpectAsModel(a, b, c));
    }
  }
}

TEST(RoleReduction, IsThatOfTheModelForEveryPairOfBits) {
  const auto pairs = PairsOfBits();
  ASSERT_EQ(pairs.size(), 496U);
  const std::uint32_t others[] = {0, 8, 16, 24, 0xFFFFFFFF};
  std::size_t next = 0;
  for (const std::uint32_t a : pairs) {
    for (const std::uint32_t b : pairs) ASSERT_NO_FATAL_FAILURE(ExpectAsModel(a, b, others[next++ % 5]));
    for (const std::uint32_t b : SingleBits()) {
      ASSERT_NO_FATAL_FAILURE(ExpectAsModel(a, b, a));
      ASSERT_NO_FATAL_FAILURE(ExpectAsModel(b, a, b));
    }
  }
}

// Masks of many bits nearly always share one, so half of the values have few.
TEST(RoleReduction, IsThatOfTheModelForManyMasks) {
  std::mt19937 random(20090601);
  const auto mask = [&](int i) {
    const auto value = static_cast<std::uint32_t>(random());
    return i % 2 == 0 ? value : value & static_cast<std::uint32_t>(random()) & static_cast<std::uint32_t>(random());
  };
  for (int i = 0; i < 10000; ++i) {
    const std::uint32_t a = mask(i), b = mask(i), c = mask(i);
    ASSERT_NO_FATAL_FAILURE(ExpectAsModel(a, b, c));
  }
}

// What follows from policies 3.2, whatever the masks.
TEST(EffectiveMask, OnlyAddsAndOnlyTheTwoRoles) {
  std::mt19937 random(20090602);
  for (int i = 0; i < 10000; ++i) {
    const auto request = static_cast<std::uint32_t>(random()), manager = static_cast<std::uint32_t>(random()),
               user = static_cast<std::uint32_t>(random());
    const std::uint32_t effective = Bits(EffectiveMask(RoleMask{request}, RoleMask{manager}, RoleMask{user}));
    ASSERT_EQ(effective & request, request);
    ASSERT_EQ((effective ^ request) & ~std::uint32_t{8 | 16}, 0U);
    ASSERT_EQ(Bits(EffectiveMask(RoleMask{request}, RoleMask{0}, RoleMask{0})), request);
    ASSERT_EQ(Bits(EffectiveMask(RoleMask{0}, RoleMask{manager}, RoleMask{user})), 0U);
  }
}

}  // namespace
}  // namespace wmsim
