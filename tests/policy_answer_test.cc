// What provisioning documents and the answers of queries say about policies.
#include "emulator/policy_answer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <string_view>

#include "tests/test_files.h"

namespace wmsim {
namespace {

// "4097=1@2 4102=0@3": id, value and line of each policy.
std::string Print(const PolicyAnswer& answer) {
  std::string out;
  for (const auto& [id, value, line] : answer.policies) {
    out += (out.empty() ? "" : " ") + std::to_string(id) + "=" + std::to_string(value) + "@" + std::to_string(line);
  }
  return out;
}

std::string Document(std::string_view content) {
  return "<wap-provisioningdoc>" + std::string(content) + "</wap-provisioningdoc>";
}

std::string Policies(std::string_view parms) {
  return Document("<characteristic type=\"SecurityPolicy\">\n" + std::string(parms) + "</characteristic>");
}

TEST(ReadPolicyAnswer, ReadsIdsAndValues) {
  struct {
    std::string_view what;
    std::string bytes;
    std::string_view policies;
  } const rows[] = {
      {"an answer as RapiConfig writes it",
       "\xEF\xBB\xBF<wap-provisioningdoc>\r\n\t<characteristic type=\"SecurityPolicy\">\r\n"
       "\t\t<parm name=\"4097\" value=\"1\"/>\r\n\t</characteristic>\r\n</wap-provisioningdoc>\r\n",
       "4097=1@3"},
      {"several, in the document's order", Policies("<parm name='4119' value='16'/>\n<parm name='2' value='0'/>"),
       "4119=16@2 2=0@3"},
      {"one twice", Policies("<parm name='4102' value='1'/>\n<parm name='4102' value='0'/>"), "4102=1@2 4102=0@3"},
      {"the greatest numbers", Policies("<parm name='4294967295' value='4294967295'/>"), "4294967295=4294967295@2"},
      {"zeros in front", Policies("<parm name='04102' value='001'/>"), "4102=1@2"},
      {"an id that no document names", Policies("<parm name='9999' value='3'/>"), "9999=3@2"},
      {"a role name (AK)", Policies("<parm name=\"4120\" value=\"USER_AUTH\"/>"), "4120=16@2"},
      {"role names", Policies("<parm name='4119' value='USER_AUTH+secrole_operator_tps'/>"), "4119=144@2"},
      {"a role name of an unknown policy", Policies("<parm name='9999' value='MANAGER'/>"), "9999=8@2"},
      {"other attributes", Policies("<parm datatype='integer' value='1' access-role='8' name='4097'/>"), "4097=1@2"},
      {"a parm over lines", Policies("<parm name='4097'\n value='1'/><parm name='2'\n\n value='0'/>"),
       "4097=1@2 2=0@3"},
      {"the type in another case",
       Document("<characteristic type='SECURITYpolicy'><parm name='2' value='1'/></characteristic>"), "2=1@1"},
      {"two characteristics",
       Document("<characteristic type='SecurityPolicy'><parm name='2' value='1'/></characteristic>\n"
                "<characteristic type='SecurityPolicy'><parm name='4097' value='2'/></characteristic>"),
       "2=1@1 4097=2@2"},
      {"comments between", Policies("<!-- RAPI -->\n<parm name='4097' value='2'/><!--\n-->"), "4097=2@3"},
      {"metadata of a parm", Policies("<parm name='4097' value='2'><x value='y'/></parm>"), "4097=2@2"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto answer = ReadPolicyAnswer(row.bytes);
    ASSERT_TRUE(answer.ok()) << answer.error().line << ": " << answer.error().text;
    EXPECT_EQ(Print(answer.value()), row.policies);
  }
}

TEST(ReadPolicyAnswer, PassesOverWhatSetsNoPolicy) {
  struct {
    std::string_view what;
    std::string bytes;
  } const rows[] = {
      {"an empty document", "<wap-provisioningdoc/>"},
      {"a document with a version", "<wap-provisioningdoc version='1.1'></wap-provisioningdoc>"},
      {"no policies", Policies("")},
      {"queries", Policies("<parm-query name='4097'/><parm-query name='4102'/>")},
      {"a query without an answer", Policies("<parm name='4097'/>")},
      {"a policy that is not there", Policies("<noparm name='4112'/>")},
      {"a policy to delete", Policies("<noparm name='4112' value='1'/>")},
      {"a failed setting", Policies("<parm-error name='4097' value='1' desc='refused'/>")},
      {"other failures", Policies("<noparm-error name='4097' desc='x'/><parm-query-error name='4097' desc='x'/>")},
      {"a parm in capitals", Policies("<PARM name='4097' value='1'/>")},
      {"a failed characteristic",
       Document("<characteristic-error type='SecurityPolicy'><parm name='2' value='1'/></characteristic-error>")},
      {"another provider", Document("<characteristic type='Registry'><parm name='4097' value='1'/></characteristic>")},
      {"one whose name goes on",
       Document("<characteristic type='SecurityPolicy2'><parm name='2' value='1'/></characteristic>")},
      {"one without a type", Document("<characteristic><parm name='4097' value='1'/></characteristic>")},
      {"a key of that name within another provider",
       Document("<characteristic type='Registry'><characteristic type='SecurityPolicy'><parm name='4097' value='x'/>"
                "</characteristic></characteristic>")},
      {"a characteristic within", Policies("<characteristic type='x'><parm name='4097' value='1'/></characteristic>")},
      {"a parm at the root", Document("<parm name='4097' value='1'/>")},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto answer = ReadPolicyAnswer(row.bytes);
    ASSERT_TRUE(answer.ok()) << answer.error().line << ": " << answer.error().text;
    EXPECT_EQ(Print(answer.value()), "");
  }
}

TEST(ReadPolicyAnswer, RefusesEverythingElse) {
  struct {
    std::string_view what;
    std::string bytes;
    int line;
    std::string_view text;
  } const rows[] = {
      {"no bytes", "", 1, "the document has no root element"},
      {"a document without its end", "<wap-provisioningdoc>\n", 2,
       "the document ends within the element `wap-provisioningdoc`"},
      {"damage behind the policies", Policies("<parm name='4097' value='1'/>") + "x", 2,
       "something stands after the end of the root element"},
      {"a registry export", "Windows Registry Editor Version 5.00\r\n", 1,
       "text outside the root element, or markup out of place"},
      {"another root", "<!-- x -->\n<html/>", 2, "the root element is `html`, not `wap-provisioningdoc`"},
      {"a part of a document", "<characteristic type='SecurityPolicy'/>", 1,
       "the root element is `characteristic`, not `wap-provisioningdoc`"},
      {"the root in capitals", "<WAP-PROVISIONINGDOC/>", 1,
       "the root element is `WAP-PROVISIONINGDOC`, not `wap-provisioningdoc`"},
      {"a prefix", "<x:wap-provisioningdoc/>", 1,
       "the root element is `x:wap-provisioningdoc`, not `wap-provisioningdoc`"},
      {"no id", Policies("<parm value='1'/>"), 2, "the parm has a value and no name"},
      {"an empty id", Policies("<parm name='' value='1'/>"), 2, "policy id `` is not a decimal number"},
      {"an id in words", Policies("\n<parm name='RAPI' value='1'/>"), 3, "policy id `RAPI` is not a decimal number"},
      {"a hexadecimal id", Policies("<parm name='0x1001' value='1'/>"), 2,
       "policy id `0x1001` is not a decimal number"},
      {"an id as the registry has it", Policies("<parm name='0000101a' value='1'/>"), 2,
       "policy id `0000101a` is not a decimal number"},
      {"a negative id", Policies("<parm name='-1' value='1'/>"), 2, "policy id `-1` is not a decimal number"},
      {"an id with a blank", Policies("<parm name=' 4097' value='1'/>"), 2,
       "policy id ` 4097` is not a decimal number"},
      {"an id that is too great", Policies("<parm name='4294967296' value='1'/>"), 2,
       "policy id `4294967296` is not a decimal number"},
      {"a template's id (SDK 2003)", Policies("<parm name='{Decimal Security policy ID}' value='1'/>"), 2,
       "policy id `{Decimal Security policy ID}` is not a decimal number"},
      {"an empty value", Policies("<parm name='4097' value=''/>"), 2,
       "value `` of policy 4097 is not a decimal number"},
      {"a word", Policies("<parm name='2' value='1'/>\n<parm name='4102' value='yes'/>"), 3,
       "value `yes` of policy 4102 is not a decimal number"},
      {"a role name where no mask is held", Policies("<parm name='4102' value='USER_AUTH'/>"), 2,
       "value `USER_AUTH` of policy 4102 is not a decimal number"},
      {"a role that nobody has", Policies("<parm name='4119' value='USER_AUHT'/>"), 2,
       "value `USER_AUHT` of policy 4119 is not a decimal number"},
      {"half a sum", Policies("<parm name='4119' value='USER_AUTH+'/>"), 2,
       "value `USER_AUTH+` of policy 4119 is not a decimal number"},
      {"a sum of numbers", Policies("<parm name='4119' value='16+8'/>"), 2,
       "value `16+8` of policy 4119 is not a decimal number"},
      {"a hexadecimal value", Policies("<parm name='4119' value='0x10'/>"), 2,
       "value `0x10` of policy 4119 is not a decimal number"},
      {"a negative value", Policies("<parm name='4097' value='-1'/>"), 2,
       "value `-1` of policy 4097 is not a decimal number"},
      {"a fraction", Policies("<parm name='4097' value='1.0'/>"), 2,
       "value `1.0` of policy 4097 is not a decimal number"},
      {"a blank behind", Policies("<parm name='4097' value='1 '/>"), 2,
       "value `1 ` of policy 4097 is not a decimal number"},
      {"too great a value", Policies("<parm name='4097' value='4294967296'/>"), 2,
       "value `4294967296` of policy 4097 is not a decimal number"},
      {"a name twice", Policies("<parm name='4097' name='4102' value='1'/>"), 2, "an attribute is given twice"},
      {"an entity without a declaration", Policies("<parm name='4097' value='&one;'/>"), 2,
       "a reference to an entity that the document does not declare"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    const auto answer = ReadPolicyAnswer(row.bytes);
    ASSERT_FALSE(answer.ok()) << Print(answer.value());
    EXPECT_EQ(answer.error().text, row.text);
    EXPECT_EQ(answer.error().line, row.line);
    EXPECT_GT(answer.error().column, 0);
  }
}

// Real documents are kept outside the project; without them the tests below skip themselves. Values: sdk-facts 1.2, 3.1
// and 3.2.
TEST(RealPolicyDocuments, SayWhatTheirConfigurationIs) {
  if (!std::filesystem::exists(TestDataPath("provisioning"))) {
    GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  }
  struct {
    std::string_view file, policies;
  } const rows[] = {
      {"001_RapiAllowed.xml", "4097=1@6"},
      {"002_RapiDisabled.xml", "4097=0@6"},
      {"003_OneTierLocked.xml",
       "4123=1@11 4119=8@14 4101=0@22 4102=0@25 4122=0@29 2=0@37 4120=16@40 4103=0@43 4097=0@51"},
      {"004_SecurityOff.xml",
       "4123=1@18 4119=144@21 4101=16@29 4102=1@32 4122=1@35 2=0@43 4120=16@46 4103=64@49 4097=1@57"},
      {"005_TwoTierLocked.xml",
       "4123=0@11 4119=8@14 4101=0@22 4102=0@25 4122=0@29 2=0@37 4120=16@40 4103=0@43 4097=0@51"},
      {"007_PolicyQuery.xml", ""},
      {"012_OneTierPrompt.cpf___setup.xml",
       "4123=1@11 4119=16@14 4101=16@22 4102=1@25 4122=0@28 2=0@36 4120=16@39 4103=64@42 4097=2@50"},
      {"015_TwoTierPrompt.cpf___setup.xml",
       "4123=0@11 4119=8@14 4101=16@22 4102=1@25 4122=0@28 2=0@36 4120=16@39 4103=64@42 4097=2@50"},
      {"026_Form1.cs__LoadXml1.xml", ""},
      {"028_AddCert.xml", ""},
      {"more/001_SecCfgMgr_Locked.xml", "4097=2@4 4101=0@6 4102=0@8 4119=8@10 4122=0@12 4123=0@14"},
      {"more/002_SecCfgMgr_One-Tier_Mobile2Market_Locked.xml",
       "4097=2@4 4101=0@6 4102=0@8 4119=8@10 4122=0@12 4123=1@14"},
      {"more/003_SecCfgMgr_One-Tier_Prompt.xml", "4097=2@4 4101=16@6 4102=1@8 4119=8@10 4122=0@12 4123=1@14"},
      {"more/004_SecCfgMgr_Security_Off.xml", "4097=1@4 4101=222@6 4102=1@8 4119=16@10 4122=1@12 4123=1@14"},
      {"more/005_SecCfgMgr_Two-Tier_Mobile2Market_Locked.xml",
       "4097=2@4 4101=0@6 4102=0@8 4119=128@10 4122=0@12 4123=0@14"},
      {"more/006_SecCfgMgr_Two-Tier_Prompt.xml", "4097=2@4 4101=16@6 4102=1@8 4119=128@10 4122=0@12 4123=0@14"},
      {"mslearn/securitypolicy_query.xml", ""},
      {"mslearn/securitypolicy_query_output.xml", "4097=1@3"},
      {"mslearn/response_noparm_error.xml", ""},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const auto answer = ReadPolicyAnswer(ReadAll(TestDataPath("provisioning/" + std::string(row.file))));
    ASSERT_TRUE(answer.ok()) << answer.error().line << ": " << answer.error().text;
    EXPECT_EQ(Print(answer.value()), row.policies);
  }
}

TEST(RealPolicyDocuments, AreRefusedWhereTheyAreTemplatesOrDamaged) {
  if (!std::filesystem::exists(TestDataPath("provisioning"))) {
    GTEST_SKIP() << "no real provisioning documents: set WMSIM_TEST_DATA";
  }
  struct {
    std::string_view file, text;
    int line;
  } const rows[] = {
      {"006_PolicyAdd.xml", "policy id `{Decimal Security policy ID}` is not a decimal number", 4},
      {"019_spamo.chm__amo_setting_pocket_pc_security_policies__hmjr.htm.xml",
       "not well-formed: XML does not allow what stands here", 7},
      {"mslearn/metabase_add_fragment.xml", "the root element is `characteristic`, not `wap-provisioningdoc`", 1},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    const auto answer = ReadPolicyAnswer(ReadAll(TestDataPath("provisioning/" + std::string(row.file))));
    ASSERT_FALSE(answer.ok()) << Print(answer.value());
    EXPECT_EQ(answer.error().text, row.text);
    EXPECT_EQ(answer.error().line, row.line);
  }
}

}  // namespace
}  // namespace wmsim
