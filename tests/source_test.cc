// The table of sources.
#include "policy_engine/source.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace wmsim {
namespace {

// Policies 12, in lower case.
TEST(FindSource, KnowsEveryKeyOfTheReferenceOfPolicies) {
  for (const std::string_view key :
       {"30dtsstx",  "42gears",  "aa455183",    "aa455735",     "aa455835",  "aa455841",     "aa455885", "aa455966",
        "aa456193",  "aa457840", "aa457861",    "aa457919",     "aa457922",  "aa457947",     "aa457991", "aa457992",
        "aa457993",  "aa458933", "aa458966",    "aa458982",     "aa458984",  "aa459001",     "aa459012", "aa459014",
        "aa914678",  "aa919335", "aa920482",    "advinst",      "bb158506",  "bb158513",     "bb158562", "bb158700",
        "bb202995",  "bb384144", "bb416273",    "bb416355",     "bb416397",  "bb737247",     "bb737273", "bb737300",
        "bb737380",  "bb737523", "bb737538",    "bb737570",     "bb788172",  "blog101",      "blogcab",  "blogdiag",
        "blogfaq",   "blogpol",  "blograffael", "blogtrust",    "cc182289",  "cc842615",     "cfga",     "cfgb",
        "csharp",    "dd252766", "dd261854",    "ee504586",     "ghhht",     "ghhl",         "hdra",     "hdrb",
        "itsme",     "kb824409", "kompy",       "mc55",         "mc909x",    "mc9500",       "mcafee",   "mmdh",
        "mmdh10",    "ms832375", "ms844742",    "ms844865",     "ms844866",  "ms844867",     "ms845865", "ms845985",
        "ms885964",  "ms889513", "ms889529",    "ms889564",     "ms890025",  "ms890027",     "ms890040", "ms890078",
        "ms890088",  "ms890461", "ms890793",    "ms904879",     "ms924486",  "newswireless", "ocs",      "orangefr",
        "pcreview",  "privreq",  "register",    "sap",          "scmdm",     "secviewer",    "soti",     "synce",
        "us7434259", "w10csp",   "wm65gm",      "wm65protkeys", "wm65roles", "wm65sel",      "wm65std",  "wm65stores",
        "x02ht",     "zlatev"}) {
    EXPECT_NE(FindSource(key), nullptr) << key;
  }
}

// Certificates 10 and the text; sdk-facts 0.
TEST(FindSource, KnowsTheKeysOfTheOtherReferences) {
  for (const std::string_view key : {"dd425351", "guide", "kb841060", "kb915840", "cc182241", "bb416252",   "bb416317",
                                     "ms889531", "jacco", "winzenz",  "powerbiz", "resquel",  "frankysweb", "ak",
                                     "scm",      "ce5",   "h5",       "h6",       "h653",     "emulator"}) {
    EXPECT_NE(FindSource(key), nullptr) << key;
  }
}

TEST(FindSource, IsExact) {
  for (const std::string_view key : {"", " ", "DD425351", "Dd425351", "dd425351 ", " dd425351", "dd42535", "dd4253511",
                                     "aa455966.", "blogFAQ", "AK", "none", "-", "~"}) {
    EXPECT_EQ(FindSource(key), nullptr) << "`" << key << "`";
  }
}

TEST(FindSource, LeadsFromASecondNameToTheSourceItself) {
  EXPECT_EQ(FindSource("guide"), FindSource("dd425351"));
  EXPECT_EQ(FindSource("ocs"), FindSource("dd425351"));
  EXPECT_EQ(FindSource("ms844866"), FindSource("aa457992"));
  EXPECT_EQ(FindSource("aa457861"), FindSource("aa458982"));
  for (const SourceAlias& alias : SourceAliases()) {
    SCOPED_TRACE(alias.alias);
    ASSERT_NE(FindSource(alias.alias), nullptr);
    EXPECT_EQ(FindSource(alias.alias), FindSource(alias.key));
    EXPECT_EQ(FindSource(alias.key)->key, alias.key);
  }
}

TEST(Sources, AreAscendingLowerCaseAndTitled) {
  std::string_view last;
  for (const SourceInfo& source : Sources()) {
    SCOPED_TRACE(source.key);
    EXPECT_GT(source.key, last);
    last = source.key;
    EXPECT_EQ(FindSource(source.key), &source);
    EXPECT_FALSE(source.title.empty());
    EXPECT_EQ(source.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string_view::npos);
  }
}

TEST(SourceAliases, AreAscendingAndNeverKeys) {
  std::set<std::string_view> keys;
  for (const SourceInfo& source : Sources()) keys.insert(source.key);
  std::string_view last;
  for (const SourceAlias& alias : SourceAliases()) {
    EXPECT_GT(alias.alias, last);
    last = alias.alias;
    EXPECT_FALSE(keys.contains(alias.alias)) << alias.alias;
  }
}

}  // namespace
}  // namespace wmsim
