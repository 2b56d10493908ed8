// Provisioning documents: what providers make of them, and what the device answers.
#include "emulator/provisioning.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

#include "emulator/base64.h"
#include "emulator/store_registry.h"
#include "tests/devices.h"
#include "tests/documents.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

std::string Levels(int count) {
  std::string path;
  for (int i = 0; i < count; ++i) path += "\\a";
  return path;
}

TEST(SecurityPolicy, TakesDecimalIdsAndValues) {
  Device device = BootProfile("wm6-professional");
  const StepResult result = FromRom(device, Section("SecurityPolicy", R"(<parm name="4119" value="144"/>)"
                                                                      R"(<noparm name="4102"/>)"
                                                                      R"(<parm name="4102" value="5" nooverwrite="1"/>)"
                                                                      R"(<parm name="9999" value="7"/>)"));
  EXPECT_EQ(result.outcome, Outcome::kApplied);
  EXPECT_EQ(StateOf(device, policy::kGrantManager).registry, 144U);
  EXPECT_EQ(StateOf(device, policy::kUnsignedApps).registry, 0U);
  EXPECT_EQ(StateOf(device, PolicyId{9999}).registry, 7U);
}

// The powertoy's documents: characteristics without anything, and what follows from a certificate's bytes.
TEST(Provision, TakesWhatThePowertoyWrites) {
  Device device = BootProfile("wm6-standard");
  const std::string parms = R"(<parm name="EncodedCertificate" value=")" + EncodeBase64(ContosoRoot()->der) +
                            R"("/><parm name="Role" value="255"/><parm name="ValidFrom" value="2004-06-2T2:13:06"/>)"
                            R"(<parm name="IssuedTo" value="somebody"/><characteristic> </characteristic>)";
  const StepResult result =
      FromRom(device, Section("CertificateStore", Section("SPC", Section(std::string(kContosoRoot), parms))));
  EXPECT_EQ(result.outcome, Outcome::kApplied) << Answer(result);
  EXPECT_EQ(FindStored(device, {"SPC", "system", ContosoRoot()->thumbprint})->role, RoleMask{255});
  EXPECT_NE(Answer(FromRom(device, R"(<characteristic/>)" + Section("SecurityPolicy", ""))), "");
}

// Every row leaves the device as it was, and names the element that failed.
TEST(Provision, UndoesTheDocumentOfAnElementThatFails) {
  const std::string good = Section("SecurityPolicy", R"(<parm name="4119" value="16"/>)");
  const std::string hash(kContosoRoot);
  const struct {
    std::string section;
    std::string_view rule, error;
  } rows[] = {
      {Section("SecurityPolicy", R"(<parm name="0x1017" value="16"/>)"), "provisioning-value-invalid", "parm-error"},
      {Section("SecurityPolicy", R"(<parm name="4119" value="0x10"/>)"), "provisioning-value-invalid", "parm-error"},
      {Section("SecurityPolicy", R"(<parm name="4119" value="USER_AUTH"/>)"), "provisioning-value-invalid",
       "parm-error"},
      {Section("SecurityPolicy", R"(<parm name="4119" value=""/>)"), "provisioning-value-invalid", "parm-error"},
      {Section("SecurityPolicy", R"(<parm name="4119"/>)"), "provisioning-value-invalid", "parm-error"},
      {Section("SecurityPolicy", R"(<parm name="4119" value="4294967296"/>)"), "provisioning-value-invalid",
       "parm-error"},
      {Section("SecurityPolicy", R"(<nocharacteristic type="4119"/>)"), "provisioning-value-invalid",
       "nocharacteristic-error"},
      {Section("SecurityPolicy", R"(<characteristic-query type="4119"/>)"), "provisioning-value-invalid",
       "characteristic-query-error"},
      {Section("NoSuchProvider", ""), "provisioning-provider-unknown", "characteristic-error"},
      {Section("", ""), "provisioning-provider-unknown", "characteristic-error"},
      {Section("Registry", Section("HKXX\\A", "")), "provisioning-value-invalid", "characteristic-error"},
      {Section("Registry", Section("", "")), "provisioning-value-invalid", "characteristic-error"},
      {Section("Registry", R"(<parm name="a" value="1"/>)"), "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM\\A", R"(<parm name="n" value="2147483648" datatype="integer"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM\\A", R"(<parm name="n" value="-2147483649" datatype="integer"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM\\A", R"(<parm name="n" value="maybe" datatype="boolean"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM\\A", R"(<parm name="n" value="%%" datatype="binary"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM\\A", R"(<parm name="n" value="13/1/01 1:00:00 am" datatype="date"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM\\A", R"(<parm name="n" value="1" datatype="qword"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Registry", Section("HKLM" + Levels(2048), "")), "provisioning-value-invalid", "characteristic-error"},
      {Section("Registry", Section("HKLM\\A", "<parm name=\"n" + Levels(2048) + "\" value=\"1\"/>")),
       "provisioning-value-invalid", "parm-error"},
      {Section("CertificateStore", Section("NoStore", "")), "provisioning-value-invalid", "characteristic-error"},
      {Section("CertificateStore", Section("ROOT", Section("1234", ""))), "provisioning-value-invalid",
       "characteristic-error"},
      {Section("CertificateStore", Section("ROOT", Section(hash, R"(<parm name="Role" value="8"/>)"))),
       "provisioning-value-invalid", "characteristic-error"},
      {Section("CertificateStore", Section("ROOT", Section(hash, R"(<parm name="EncodedCertificate" value="AAAA"/>)"))),
       "provisioning-value-invalid", "parm-error"},
      {Section("CertificateStore", Section("ROOT", Section(hash, R"(<parm name="EncodedCertificate" value="?"/>)"))),
       "provisioning-value-invalid", "parm-error"},
      {Section("CertificateStore", Section("ROOT", Section(hash, R"(<parm name="Colour" value="red"/>)"))),
       "provisioning-value-invalid", "parm-error"},
      {Section("CertificateStore", Section("SPC", Section("User", ""))), "provisioning-value-invalid",
       "characteristic-error"},
      {Section("Metabase", R"(<parm name="access-role" value="8"/>)"), "provisioning-value-invalid", "parm-error"},
      {R"(<characteristic-query type="SecurityPolicy"/>)", "provisioning-value-invalid", "characteristic-query-error"},
      {R"(<characteristic-query type="Registry"/>)", "provisioning-value-invalid", "characteristic-query-error"},
      {R"(<characteristic-query type="Metabase"/>)", "provisioning-value-invalid", "characteristic-query-error"},
      {R"(<characteristic-query type="CertificateStore"/>)", "provisioning-value-invalid",
       "characteristic-query-error"},
      {R"(<nocharacteristic type="SecurityPolicy"/>)", "provisioning-value-invalid", "nocharacteristic-error"},
      {R"(<nocharacteristic type="CertificateStore"/>)", "provisioning-value-invalid", "nocharacteristic-error"},
      {R"(<nocharacteristic type="Registry"/>)", "provisioning-value-invalid", "nocharacteristic-error"},
      {Section("Metabase", Section("Registry\\HKLM\\A", R"(<parm name="rw-access" value="4"/>)")),
       "provisioning-value-invalid", "parm-error"},
      {Section("Metabase", Section("Registry\\HKLM\\A", R"(<parm name="access-role" value="all"/>)")),
       "provisioning-value-invalid", "parm-error"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.section);
    Device device = BootProfile("wm6-professional");
    const Device before = device;
    const StepResult result = FromRom(device, good + row.section + good);
    EXPECT_EQ(result.outcome, Outcome::kRefused);
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(device, before);
    EXPECT_NE(Answer(result).find("<" + std::string(row.error) + " "), std::string::npos) << Answer(result);
    EXPECT_NE(Answer(result).find(" desc=\""), std::string::npos) << Answer(result);
  }
}

// What the trace says of all inputs.
std::string Inputs(const StepResult& result) {
  std::string text;
  for (std::size_t i = 0; i < result.verdict->action->fields.size(); ++i) text += InputText(*result.verdict, i) + "\n";
  return text;
}

TEST(Provision, SaysWhichElementFailedAndWhere) {
  Device device = BootProfile("wm6-professional");
  const StepResult result =
      FromRom(device, Section("Registry", Section("HKCU\\A",
                                                  "<parm name=\"good\" value=\"1\"/>\n"
                                                  "<parm name=\"bad\" value=\"x\" datatype=\"integer\"/>")));
  EXPECT_NE(Inputs(result).find("value-invalid: line 2: parm-error bad: not a value of the datatype integer"),
            std::string::npos)
      << Inputs(result);
}

TEST(Provision, SaysWhichPolicyDiscardedAPush) {
  Device device = BootWith("wm6-professional", {{policy::kUnauthenticatedMessage, 8}});
  const StepResult result = Provision(
      device, {Document(""), DocumentRoute::kPush, {}, {.security = PushSecurity::kNone, .gateway_roles = {}}});
  EXPECT_NE(Inputs(result).find("unauthenticated-message: an unsigned message is compared with 4110; 4110 is 8"),
            std::string::npos)
      << Inputs(result);
}

TEST(Provision, RefusesWhatIsNoRequestBeforeAnythingIsDone) {
  const struct {
    std::string document;
    DocumentRoute route;
  } rows[] = {
      {"<provisioning/>", DocumentRoute::kRom},
      {Document("<parm name=\"a\" value=\"1\"/>"), DocumentRoute::kRom},
      {Document("<characteristic><parm name=\"a\"/></characteristic>"), DocumentRoute::kRom},
      {Document("<characteristic name=\"a\"/>"), DocumentRoute::kRom},
      {Document("<nocharacteristic/>"), DocumentRoute::kRom},
      {Document("<section type=\"SecurityPolicy\"/>"), DocumentRoute::kRom},
      {Document(Section("SecurityPolicy", "<parm value=\"1\"/>")), DocumentRoute::kRom},
      {Document(Section("SecurityPolicy", "<parm-error name=\"4119\" value=\"1\"/>")), DocumentRoute::kRom},
      {Document(Section("SecurityPolicy", "<parm name=\"4119\" value=\"1\"><parm name=\"1\"/></parm>")),
       DocumentRoute::kRom},
      {Document(Section("SPC", "<nocharacteristic-query type=\"x\"/>")), DocumentRoute::kRom},
      {"\xEF\xBB\xBF" + Document(""), DocumentRoute::kProgram},
      {"<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>" + Document(""), DocumentRoute::kRapi},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.document);
    Device device = BootProfile("wm6-professional");
    const StepResult result = Provision(device, {row.document, row.route, {}, {}});
    EXPECT_EQ(result.outcome, Outcome::kRefused);
    EXPECT_EQ(HeadlineOf(result), "provisioning-malformed");
    EXPECT_EQ(result.hresult, 0x80042009U);
    EXPECT_TRUE(result.changes.empty());
    EXPECT_EQ(result.response, "");
  }
}

TEST(Provision, OfBytesThatAreNoXmlIsInvalidInput) {
  for (const std::string_view bytes :
       {"", "text", "<wap-provisioningdoc>", "<a></b>", "<!DOCTYPE a [<!ENTITY e SYSTEM 'x'>]><a>&e;</a>"}) {
    SCOPED_TRACE(bytes);
    Device device = BootProfile("wm6-professional");
    const StepResult result = Provision(device, {bytes, DocumentRoute::kRom, {}, {}});
    EXPECT_EQ(result.outcome, Outcome::kInvalidInput);
    EXPECT_NE(result.problem, "");
    EXPECT_TRUE(result.changes.empty());
  }
}

// Provisioning 4.2: every datatype, written and read back.
TEST(Registry, WritesEveryDatatypeAndAnswersForIt) {
  const struct {
    std::string value, datatype;
    RegistryData data;
    std::string answer;
  } rows[] = {
      {"5", "integer", 5U, R"(value="5" datatype="integer")"},
      {"-536870912", "integer", 0xE0000000U, R"(value="-536870912" datatype="integer")"},
      {"-2147483648", "integer", 0x80000000U, R"(value="-2147483648" datatype="integer")"},
      {"2147483647", "integer", 0x7FFFFFFFU, R"(value="2147483647" datatype="integer")"},
      {"1", "boolean", 1U, R"(value="1" datatype="integer")"},
      {"false", "boolean", 0U, R"(value="0" datatype="integer")"},
      {"text", "string", RegistryText{"text"}, R"(value="text" datatype="string")"},
      {"1.5", "float", RegistryText{"1.5"}, R"(value="1.5" datatype="string")"},
      {"a\xEF\x80\x80"
       "b\xEF\x80\x80\xEF\x80\x80",
       "multiplestring", RegistryMultiText{{"a", "b"}},
       "value=\"a\xEF\x80\x80"
       "b\xEF\x80\x80\xEF\x80\x80\" datatype=\"multiplestring\""},
      {"AQI=", "binary", RegistryBinary{"\x01\x02"}, R"(value="AQI=" datatype="binary")"},
      {"1/1/1970 12:00:00 am", "date", RegistryBinary{std::string("\x00\x80\x3E\xD5\xDE\xB1\x9D\x01", 8)},
       R"(value="AIA+1d6xnQE=" datatype="binary")"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.datatype + " " + row.value);
    Device device = BootProfile("wm6-professional");
    FromRom(device,
            Section("Registry", Section("HKLM\\Software\\Contoso", "<parm name=\"N\" value=\"" + row.value +
                                                                       "\" datatype=\"" + row.datatype + "\"/>")));
    EXPECT_EQ(RegistryValueOf(device, "HKLM\\Software\\Contoso", "n"), row.data);
    const StepResult query =
        FromRom(device, Section("Registry", Section("HKLM\\Software\\Contoso", "<parm-query name=\"N\"/>")));
    EXPECT_NE(Answer(query).find("<parm name=\"N\" " + row.answer + "/>"), std::string::npos) << Answer(query);
  }
}

TEST(Registry, RemovesAndAnswersForWhatIsNotThere) {
  Device device = BootProfile("wm6-professional");
  const std::string key = "HKLM\\Software\\Contoso";
  FromRom(device, Section("Registry", Section(key, R"(<parm name="a" value="1"/><parm name="b" value="2"/>)") +
                                          Section(key, Section("Below", R"(<parm name="c" value="3"/>)"))));
  FromRom(device, Section("Registry", Section(key, R"(<noparm name="a" value="other"/><noparm name="b" value="2"/>)")));
  EXPECT_EQ(RegistryValueOf(device, key, "a"), RegistryData(RegistryText{"1"}));
  EXPECT_FALSE(RegistryValueOf(device, key, "b"));
  EXPECT_EQ(Answer(FromRom(device, Section("Registry", R"(<characteristic-query type="HKLM\Software\Contoso"/>)"))),
            R"(<characteristic type="Registry"><characteristic type="HKLM\Software\Contoso">)"
            R"(<parm name="a" value="1" datatype="string"/><characteristic type="Below">)"
            R"(<parm name="c" value="3" datatype="string"/></characteristic></characteristic></characteristic>)");
  FromRom(device, Section("Registry", R"(<nocharacteristic type="HKLM\Software\Contoso"/>)"));
  EXPECT_FALSE(RegistryKeyExists(device, key));
  EXPECT_EQ(Answer(FromRom(device, Section("Registry", R"(<characteristic-query type="HKLM\Software\Contoso"/>)"))),
            R"(<characteristic type="Registry"><nocharacteristic type="HKLM\Software\Contoso"/></characteristic>)");
}

TEST(CertificateStore, AddsAnswersAndDeletes) {
  Device device = BootProfile("wm6-standard");
  const std::string hash(kContosoRoot);
  const std::string encoded = EncodeBase64(ContosoRoot()->der);
  const auto in_spc = [&](const std::string& elements) {
    return Section("CertificateStore", Section("SPC", elements));
  };
  const std::string parms =
      R"(<parm name="EncodedCertificate" value=")" + encoded + R"("/><parm name="Role" value="24"/>)";
  EXPECT_EQ(FromRom(device, in_spc(Section(hash, parms))).outcome, Outcome::kApplied);
  EXPECT_EQ(FindStored(device, {"SPC", "system", ContosoRoot()->thumbprint})->role, RoleMask{24});
  const std::string queries =
      R"(<parm-query name="Role"/><parm-query name="IssuedTo"/><parm-query name="IssuedBy"/>)"
      R"(<parm-query name="ValidFrom"/><parm-query name="ValidTo"/><parm-query name="Colour"/>)";
  EXPECT_NE(
      Answer(FromRom(device, in_spc(Section(hash, queries))))
          .find(R"(<parm name="Role" value="24"/><parm name="IssuedTo" value="Contoso Root CA"/>)"
                R"(<parm name="IssuedBy" value="Contoso Root CA"/><parm name="ValidFrom" value="1/1/2006 12:00:00AM"/>)"
                R"(<parm name="ValidTo" value="1/1/2026 12:00:00AM"/><noparm name="Colour"/>)"),
      std::string::npos);
  FromRom(device, in_spc("<nocharacteristic type=\"" + hash + "\"/>"));
  EXPECT_EQ(FindStored(device, {"SPC", "system", ContosoRoot()->thumbprint}), nullptr);
  FromRom(device, Section("CertificateStore", R"(<nocharacteristic type="SPC"/>)"));
  EXPECT_TRUE(CertificatesIn(*device.image, device.changes.certificates, kPackageStore).empty());
  EXPECT_EQ(Answer(FromRom(device, Section("CertificateStore", R"(<characteristic-query type="SPC"/>)"))),
            R"(<characteristic type="CertificateStore"><characteristic type="SPC"/></characteristic>)");
}

// Design 4: adding a certificate with a role needs every bit of that role.
TEST(CertificateStore, GrantsOnlyRolesThatTheRequestHolds) {
  const std::string encoded = EncodeBase64(ContosoRoot()->der);
  for (const auto& [role, outcome] : {std::pair("8", Outcome::kApplied), std::pair("12", Outcome::kRefused)}) {
    Device device = BootProfile("wm6-standard");
    const std::string parms = R"(<parm name="Role" value=")" + std::string(role) +
                              R"("/><parm name="EncodedCertificate" value=")" + encoded + R"("/>)";
    const std::string document =
        Document(Section("CertificateStore", Section("SPC", Section(std::string(kContosoRoot), parms))));
    EXPECT_EQ(Provision(device, {document, DocumentRoute::kCab, role::kManager, {}}).outcome, outcome) << role;
  }
}

// The answer stays well-formed, and says the device's reason, whatever the request says of it.
TEST(Provision, AnswersWithEachAttributeOnce) {
  Device device = BootProfile("wm6-professional");
  const auto result = FromRom(device, Section("SecurityPolicy", R"(<parm name="4097" value="x" desc="all fine"/>)"));
  EXPECT_EQ(Answer(result).find("all fine"), std::string::npos);
  EXPECT_TRUE(ReadXml(result.response).ok());
  const std::string document =
      Document(Section("SecurityPolicy", R"(<parm name="4097" value="1" rw-access="1" access-role="1"/>)"));
  const auto metadata = Provision(device, {document, DocumentRoute::kRom, {}, {}, {.process = true, .metadata = true}});
  EXPECT_TRUE(ReadXml(metadata.response).ok());
  EXPECT_NE(Answer(metadata).find(R"(rw-access="3" access-role="8")"), std::string::npos);
}

// The metadata are those of the place that an element means.
TEST(Provision, SaysTheMetadataOfTranslatedPlaces) {
  Device device = BootProfile("wm6-professional");
  const std::string document =
      Document(Section("Registry", Section(R"(HKEY_CURRENT_USER\Software\X)", R"(<parm name="a" value="1"/>)")) +
               Section("FileOperation", R"(<characteristic type="%CE18%\cemail.vol" translation="install">)"
                                        R"(<characteristic type="Delete"><parm name="ForceDelete"/></characteristic>)"
                                        R"(</characteristic>)"));
  const std::string answer =
      Answer(Provision(device, {document, DocumentRoute::kRom, {}, {}, {.process = true, .metadata = true}}));
  EXPECT_NE(answer.find(R"(<parm name="a" value="1" rw-access="3" access-role="24"/>)"), std::string::npos) << answer;
  EXPECT_NE(answer.find(R"(<parm name="ForceDelete" rw-access="3" access-role="8"/>)"), std::string::npos) << answer;
}

// Provisioning 6.3: where 4101 is 0 no unsigned package is let in, so nothing of its document is carried out.
TEST(Provision, OfAnUnsignedPackageIsForTheMaskOf4101) {
  const std::string document = Document(Section("SecurityPolicy", R"(<parm name="4097" value="1"/>)"));
  for (const std::string_view profile : {"wm6-professional", "wm6-standard", "guide-pocket-pc"}) {
    Device device = BootWith(profile, {{policy::kUnsignedCabs, 0}});
    const auto result = Provision(device, {document, DocumentRoute::kCab, {}, {}});
    EXPECT_EQ(HeadlineOf(result), "provisioning-role-too-low") << profile;
    EXPECT_EQ(result.role_mask, role::kNone) << profile;
  }
}

// aa459001: Pocket PC 2003 lets every package in, whatever 4101 says.
TEST(Provision, OfAnUnsignedPackageIsForEveryRoleWherePackagesAreNotChecked) {
  const std::string document = Document(Section("SecurityPolicy", R"(<parm name="4097" value="1"/>)"));
  Device device = BootWith("pocket-pc-2003", {{policy::kUnsignedCabs, 0}});
  const auto result = Provision(device, {document, DocumentRoute::kCab, {}, {}});
  EXPECT_EQ(Outcome::kApplied, result.outcome);
  EXPECT_EQ(device.image->profile.all_roles.value, result.role_mask);
}

// Over the air there is nobody to answer [ak]: not the operator's server either.
TEST(Provision, AnswersNoQueryOfTheOperatorsServer) {
  const std::string query = Document(Section("SecurityPolicy", R"(<parm-query name="4119"/>)"));
  Device device = BootWith("wm65-standard", {{policy::kTps, 1}});
  const auto result = Provision(device, {query, DocumentRoute::kTps, {}, {}});
  EXPECT_EQ(HeadlineOf(result), "provisioning-query-over-push");
  EXPECT_EQ(result.response, "");
}

// The trace shows what the rules looked at, though the document changed it.
TEST(Provision, SaysThePoliciesOfBefore) {
  Device device = BootWith("wm6-professional", {{policy::kRapi, 1}});
  const std::string document = Document(Section("SecurityPolicy", R"(<parm name="4097" value="0"/>)"));
  const auto result = Provision(device, {document, DocumentRoute::kRapi, {}, {}});
  EXPECT_NE(Inputs(result).find("RAPI (4097) = 1"), std::string::npos) << Inputs(result);
}

// A shipped certificate of which only the row is known is asked for its issuer: known of a root alone.
TEST(CertificateStore, AnswersNothingThatIsNotKnown) {
  Device device = BootProfile("wm6-standard");
  const std::string answer =
      Answer(FromRom(device, Section("CertificateStore", R"(<characteristic-query type="SPC"/>)")));
  EXPECT_NE(answer.find("IssuedTo"), std::string::npos);
  EXPECT_EQ(answer.find("IssuedBy"), std::string::npos);
  const std::string names =
      Answer(FromRom(device, Section("CertificateStore", R"(<characteristic-query type="SPC" recursive="false"/>)")));
  EXPECT_EQ(names, R"(<characteristic type="CertificateStore"><characteristic type="SPC"/></characteristic>)");
}

// Communicator Mobile, which runs, sees a root that a document adds after a restart.
TEST(Provision, OfARootSaysThatCommunicatorNeedsARestart) {
  Device device = BootProfile("wm6-standard");
  StartProgram(device, kCommunicatorMobile, Trust::kPrivileged);
  const std::string parm = R"(<parm name="EncodedCertificate" value=")" + EncodeBase64(ContosoRoot()->der) + R"("/>)";
  const StepResult result =
      FromRom(device, Section("CertificateStore", Section("ROOT", Section(std::string(kContosoRoot), parm))));
  EXPECT_TRUE(result.restart_required);
  ASSERT_EQ(result.certificates.size(), 1U);
  EXPECT_EQ(result.certificates[0].part, "system");
}

}  // namespace
}  // namespace wmsim
