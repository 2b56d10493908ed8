// Security roles: bits, both vocabularies, and the grant arithmetic.
#include "policy_engine/role.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "policy_engine/source.h"

namespace wmsim {
namespace {

// Policies 2.1.
TEST(Roles, HaveTheBitsAndNamesOfTheDocuments) {
  struct {
    std::uint32_t bit;
    std::string_view name, header_name;
  } const rows[] = {
      {0, "NONE", "NONE"},
      {2, "OEM", "OEM"},
      {4, "OPERATOR", "CARRIER"},
      {8, "MANAGER", "MANAGER"},
      {16, "USER_AUTH", "USER_AUTH"},
      {32, "ENTERPRISE", "ENTERPRISE"},
      {64, "USER_UNAUTH", "USER_UNAUTH"},
      {128, "OPERATOR_TPS", "CARRIER_TPS"},
      {256, "KNOWN_PPG", "KNOWN_PPG"},
      {512, "TRUSTED_PPG", "TRUSTED_PPG"},
      {1024, "PPG_AUTH", "PPG_AUTH"},
      {2048, "PPG_TRUSTED", "PPG_TRUSTED"},
      {4096, "ANY_PUSH_SOURCE", "ANY_PUSH_SOURCE"},
  };
  ASSERT_EQ(Roles().size(), std::size(rows));
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    SCOPED_TRACE(rows[i].name);
    EXPECT_EQ(Bits(Roles()[i].bit), rows[i].bit);
    EXPECT_EQ(Roles()[i].name, rows[i].name);
    EXPECT_EQ(Roles()[i].header_name, rows[i].header_name);
    EXPECT_FALSE(Roles()[i].meaning.empty());
    EXPECT_NE(FindSource(Roles()[i].source), nullptr);
  }
}

TEST(ParseRoleMask, ReadsNamesOfBothVocabulariesAndNumbers) {
  struct {
    std::string_view text;
    std::uint32_t mask;
  } const rows[] = {
      {"NONE", 0},
      {"0", 0},
      {"USER_AUTH", 16},
      {"user_auth", 16},
      {"SECROLE_USER_AUTH", 16},
      {"secrole_User_Auth", 16},
      {"16", 16},
      {"0x10", 16},
      {"OPERATOR", 4},
      {"CARRIER", 4},
      {"SECROLE_CARRIER_TPS", 128},
      {"OPERATOR_TPS+USER_AUTH", 144},
      {"OPERATOR+OPERATOR_TPS", 132},
      {"128+16", 144},
      {"0x80+user_auth", 144},
      {"USER_AUTH+USER_AUTH", 16},
      {"NONE+MANAGER", 8},
      {"ANY_PUSH_SOURCE", 4096},
      {"1", 1},
      {"4294967295", 0xFFFFFFFF},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.text);
    const auto mask = ParseRoleMask(row.text);
    ASSERT_TRUE(mask);
    EXPECT_EQ(Bits(*mask), row.mask);
  }
}

TEST(ParseRoleMask, ReadsNothingElse) {
  for (const std::string_view text : {"",
                                      "+",
                                      "USER_AUTH+",
                                      "+USER_AUTH",
                                      "USER_AUTH++MANAGER",
                                      "USER_AUTH + MANAGER",
                                      "USER_AUTH,MANAGER",
                                      "USER_AUTH|MANAGER",
                                      "USERAUTH",
                                      "USER AUTH",
                                      "USER_AUT",
                                      "USER_AUTHX",
                                      "SECROLE_",
                                      "SECROLE_16",
                                      "SECROLE_SECROLE_OEM",
                                      "SECPOLICY_OEM",
                                      " MANAGER",
                                      "MANAGER ",
                                      "MANAGER\n",
                                      "-1",
                                      "0x",
                                      "16.0",
                                      "4294967296",
                                      "MANAGER+4294967296",
                                      "*",
                                      "all"}) {
    EXPECT_FALSE(ParseRoleMask(text)) << "`" << text << "`";
  }
}

TEST(FormatRoleMask, WritesNamesFromTheLowestBitThenTheRest) {
  struct {
    std::uint32_t mask;
    std::string_view text;
  } const rows[] = {
      {0, "NONE"},
      {2, "OEM"},
      {16, "USER_AUTH"},
      {128, "OPERATOR_TPS"},
      {144, "USER_AUTH+OPERATOR_TPS"},
      {160, "ENTERPRISE+OPERATOR_TPS"},
      {222, "OEM+OPERATOR+MANAGER+USER_AUTH+USER_UNAUTH+OPERATOR_TPS"},
      {3204, "OPERATOR+OPERATOR_TPS+PPG_AUTH+PPG_TRUSTED"},
      {1, "0x1"},
      {17, "USER_AUTH+0x1"},
      {0x2000, "0x2000"},
      {0x80002008, "MANAGER+0x80002000"},
  };
  for (const auto& row : rows) EXPECT_EQ(FormatRoleMask(RoleMask{row.mask}), row.text);
}

TEST(FormatRoleMask, IsReadBackAsTheSameMask) {
  for (std::uint32_t mask = 0; mask < 0x4000; ++mask) {
    const auto read = ParseRoleMask(FormatRoleMask(RoleMask{mask}));
    ASSERT_TRUE(read) << mask;
    ASSERT_EQ(Bits(*read), mask);
  }
}

TEST(Intersects, MeansThatTheMasksShareABit) {
  EXPECT_TRUE(Intersects(RoleMask{24}, RoleMask{16}));
  EXPECT_FALSE(Intersects(RoleMask{16}, RoleMask{128}));
  EXPECT_FALSE(Intersects(RoleMask{0}, RoleMask{0}));
  EXPECT_FALSE(Intersects(RoleMask{0xFFFFFFFF}, RoleMask{0}));
}

// Policies 3.2, "Checks".
TEST(EffectiveMask, AppliesBothPoliciesToTheRequest) {
  struct {
    std::string_view situation;
    std::uint32_t request, grant_manager, grant_user_auth, effective;
  } const rows[] = {
      {"4119 = 16: RAPI in mode 2 becomes Manager", 16, 16, 16, 16 | 8},
      {"4119 = 128: the person does not", 16, 128, 16, 16},
      {"4119 = 160: the person does not", 16, 160, 16, 16},
      {"4119 = 160: Exchange does", 32, 160, 16, 32 | 8},
      {"4119 = 144: the operator's server does", 128, 144, 16, 128 | 8},
      {"4119 = 144: the person does", 16, 144, 16, 16 | 8},
      {"4119 = 0: nobody in addition", 16, 0, 16, 16},
      {"4119 = 8: nobody in addition", 16, 8, 16, 16},
      {"4119 = 8: a Manager stays one", 8, 8, 16, 8},
      {"4120 = 16: nothing extra", 64, 128, 16, 64},
      {"4120 = 64: unsigned push acts as the user", 64, 128, 64, 64 | 16},
      {"what 4120 gave is not looked at by 4119", 64, 16, 64, 64 | 16},
      {"what 4119 gave is not looked at by 4120", 128, 128, 8, 128 | 8},
      {"both", 196, 4, 64, 196 | 8 | 16},
      {"no role gains nothing", 0, 0xFFFFFFFF, 0xFFFFFFFF, 0},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Bits(EffectiveMask(RoleMask{row.request}, RoleMask{row.grant_manager}, RoleMask{row.grant_user_auth})),
              row.effective)
        << row.situation;
  }
}

}  // namespace
}  // namespace wmsim
