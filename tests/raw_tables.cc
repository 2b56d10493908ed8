// The tables of raw_device.h. Sources: design.md 3.2 and 4, policies.md 1.2, sdk-facts.md 1.1, and the listing
// `wmsim devices NAME --verbose`, which has a source for each cell.
#include <string>
#include <string_view>
#include <vector>

#include "tests/raw_device.h"

namespace wmsim {
namespace {

using enum Generation;

constexpr RawProfile kProfiles[] = {
    // name, generation, 4102, 4119, 4122, 4123, Certinst
    {"guide-pocket-pc", kGuide, 0, 128, 0, 1, RawCertinst::kForManagers},
    {"guide-smartphone", kGuide, 0, 128, 0, 1, RawCertinst::kNone},
    {"smartphone-2002", k2002, 1, 16, kNotHonoured, 0, RawCertinst::kNone},
    {"pocket-pc-2003", k2003, kNotHonoured, 16, kNotHonoured, kNotHonoured, RawCertinst::kRootsForAll},
    {"smartphone-2003", k2003, 1, 16, 0, 0, RawCertinst::kNone},
    {"wm5-pocket-pc", k5, 1, 16, 0, 1, RawCertinst::kForManagers},
    {"wm5-pocket-pc-phone", k5, 1, 128, 0, 1, RawCertinst::kForManagers},
    {"wm5-smartphone", k5, 1, 128, 0, 0, RawCertinst::kForManagers},
    {"wm6-classic", k6, 1, 16, 0, 1, RawCertinst::kIntoUserStores},
    {"wm6-professional", k6, 1, 128, 0, 1, RawCertinst::kIntoUserStores},
    {"wm6-standard", k6, 1, 128, 0, 0, RawCertinst::kIntoUserStores},
    {"wm61-classic", k61, 1, 48, 0, 1, RawCertinst::kIntoUserStores},
    {"wm61-professional", k61, 1, 160, 0, 1, RawCertinst::kIntoUserStores},
    {"wm61-standard", k61, 1, 160, 0, 0, RawCertinst::kIntoUserStores},
    {"wm65-classic", k65, 1, 48, 0, 1, RawCertinst::kIntoUserStores},
    {"wm65-professional", k65, 1, 160, 0, 1, RawCertinst::kIntoUserStores},
    {"wm65-standard", k65, 1, 160, 0, 0, RawCertinst::kIntoUserStores},
};

constexpr RawCertificate kContosoRoot{"contoso-root.cer", "root"};
constexpr RawCertificate kContosoIssuing{"contoso-intermediate.cer", "intermediate"};
constexpr RawCertificate kContosoUser{"user.cer", "leaf", true};

const std::vector<RawCertificateFile>& CertificateFiles() {
  static const std::vector<RawCertificateFile> kFiles{
      {"contoso-root.cer", "der", {kContosoRoot}},
      {"contoso-root.b64.cer", "base64", {kContosoRoot}},
      {"contoso-root.pem.cer", "base64", {kContosoRoot}},
      {"contoso-root-v1.cer", "der", {{"contoso-root-v1.cer", "root"}}},
      {"contoso-intermediate.cer", "der", {kContosoIssuing}},
      {"contoso-intermediate.pem.cer", "base64", {kContosoIssuing}},
      {"contoso-leaf.cer", "der", {{"contoso-leaf.cer", "leaf"}}},
      {"contoso-bundle.p7b", "pkcs7", {kContosoRoot, kContosoIssuing}},
      {"contoso-twice.p7b", "pkcs7", {kContosoRoot, kContosoRoot}},
      {"empty.p7b", "pkcs7", {}},
      {"fabrikam-root.cer", "der", {{"fabrikam-root.cer", "root"}}},
      {"expired-root.cer", "der", {{"expired-root.cer", "root"}}},
      {"renamed-root.cer", "der", {{"renamed-root.cer", "intermediate"}}},
      {"sha512-root.cer", "der", {{"sha512-root.cer", "root"}}},
      {"selfsigned-server.cer", "der", {{"selfsigned-server.cer", "root"}}},
      {"user.pfx", "pkcs12", {kContosoUser}},
      {"user-chain.pfx", "pkcs12", {kContosoUser, kContosoIssuing, kContosoRoot}},
      {"key-only.pfx", "pkcs12", {}},
  };
  return kFiles;
}

constexpr std::string_view kServer = "ocs.contoso.com";

constexpr RawChain kChains[] = {
    {.file = "ocs-chain.pem", .root = "contoso-root.cer", .left_out = "", .host = kServer},
    {.file = "ocs-chain-with-root.pem", .root = "contoso-root.cer", .left_out = "", .host = kServer},
    {.file = "ocs-no-intermediate.pem",
     .root = "contoso-root.cer",
     .left_out = "contoso-intermediate.cer",
     .host = kServer},
    {.file = "ocs-direct.pem", .root = "contoso-root.cer", .left_out = "", .host = kServer},
    {.file = "ocs-bad-signature.pem", .root = "contoso-root.cer", .left_out = "", .host = kServer, .forged = true},
    {.file = "ocs-v1-chain.pem", .root = "contoso-root-v1.cer", .left_out = "", .host = kServer},
    {.file = "ocs-expired.pem", .root = "contoso-root.cer", .left_out = "", .host = kServer, .from = 2007, .to = 2007},
    {.file = "ocs-not-yet.pem", .root = "contoso-root.cer", .left_out = "", .host = kServer, .from = 2012},
    {.file = "ocs-expired-root.pem",
     .root = "expired-root.cer",
     .left_out = "",
     .host = kServer,
     .root_from = 1996,
     .root_to = 2005},
    {.file = "ocs-other-host.pem", .root = "contoso-root.cer", .left_out = "", .host = "mail.contoso.com"},
    {.file = "ocs-wildcard.pem", .root = "contoso-root.cer", .left_out = "", .host = "*.contoso.com"},
    {.file = "ocs-sha512.pem", .root = "sha512-root.cer", .left_out = "", .host = kServer, .sha2 = true},
    {.file = "selfsigned-server.pem",
     .root = "selfsigned-server.cer",
     .left_out = "",
     .host = kServer,
     .root_from = 2008,
     .root_to = 2017},
    {.file = "fabrikam-chain.pem", .root = "fabrikam-root.cer", .left_out = "", .host = "lync.fabrikam.com"},
};

constexpr std::uint32_t kManager = 8;
constexpr std::uint32_t kUserAuth = 16;
constexpr std::uint32_t kUserUnauth = 64;

using enum RawElementKind;

constexpr std::string_view kGameKey = R"(HKLM\Software\Contoso)";
constexpr std::string_view kUserKey = R"(HKCU\Software\Contoso)";
constexpr std::string_view kTodayKey = R"(HKCU\Software\Microsoft\Today)";

const std::vector<RawDocument>& Documents() {
  static const std::vector<RawDocument> kDocuments{
      {"grant-manager.xml",
       R"(<wap-provisioningdoc><characteristic type="SecurityPolicy"><parm name="4119" value="16"/></characteristic>)"
       R"(</wap-provisioningdoc>)",
       {{kSet, kManager, kRawPoliciesKey, "00001017", 16}}},
      {"unsigned-apps.xml",
       R"(<wap-provisioningdoc><characteristic type="SecurityPolicy"><parm name="4102" value="1"/></characteristic>)"
       R"(</wap-provisioningdoc>)",
       {{kSet, kManager, kRawPoliciesKey, "00001006", 1}}},
      {"no-policy.xml",
       R"(<wap-provisioningdoc><characteristic type="SecurityPolicy"><noparm name="4101"/></characteristic>)"
       R"(</wap-provisioningdoc>)",
       {{kNoparm, kManager, kRawPoliciesKey, "00001005"}}},
      {"bad-policy.xml",
       R"(<wap-provisioningdoc><characteristic type="SecurityPolicy"><parm name="4102" value="1"/>)"
       R"(<parm name="4119" value="many"/></characteristic></wap-provisioningdoc>)",
       {{kSet, kManager, kRawPoliciesKey, "00001006", 1}, {kBadValue, kManager}}},
      {"query.xml",
       R"(<wap-provisioningdoc><characteristic type="SecurityPolicy"><parm-query name="4102"/></characteristic>)"
       R"(</wap-provisioningdoc>)",
       {{kQuery, kManager}}},
      {"users-key.xml",
       R"(<wap-provisioningdoc><characteristic type="Registry"><characteristic type="HKCU\Software\Contoso">)"
       R"(<parm name="Level" value="3" datatype="integer"/></characteristic></characteristic></wap-provisioningdoc>)",
       {{kSet, kManager | kUserAuth, kUserKey, "Level", 3}}},
      {"today.xml",
       R"(<wap-provisioningdoc><characteristic type="Registry"><characteristic type="HKCU\Software\Microsoft\Today">)"
       R"(<parm name="Level" value="4" datatype="integer"/></characteristic></characteristic></wap-provisioningdoc>)",
       {{kSet, kManager | kUserAuth | kUserUnauth, kTodayKey, "Level", 4}}},
      {"two-keys.xml",
       R"(<wap-provisioningdoc><characteristic type="Registry"><characteristic type="HKCU\Software\Contoso">)"
       R"(<parm name="Level" value="5" datatype="integer"/></characteristic>)"
       R"(<characteristic type="HKLM\Software\Contoso"><parm name="Level" value="6" datatype="integer"/>)"
       R"(</characteristic></characteristic></wap-provisioningdoc>)",
       {{kSet, kManager | kUserAuth, kUserKey, "Level", 5}, {kSet, kManager, kGameKey, "Level", 6}}},
      {"unknown-provider.xml",
       R"(<wap-provisioningdoc><characteristic type="Registry"><characteristic type="HKCU\Software\Contoso">)"
       R"(<parm name="Level" value="7" datatype="integer"/></characteristic></characteristic>)"
       R"(<characteristic type="Nonsense"><parm name="a" value="b"/></characteristic></wap-provisioningdoc>)",
       {{kSet, kManager | kUserAuth, kUserKey, "Level", 7}, {kUnknownProvider}}},
      {"mark.xml",
       "\xEF\xBB\xBF"
       R"(<wap-provisioningdoc><characteristic type="SecurityPolicy"><parm name="4102" value="1"/></characteristic>)"
       R"(</wap-provisioningdoc>)",
       {{kSet, kManager, kRawPoliciesKey, "00001006", 1}},
       true},
  };
  return kDocuments;
}

}  // namespace

std::span<const RawProfile> RawProfiles() { return kProfiles; }
std::span<const RawCertificateFile> RawCertificateFiles() { return CertificateFiles(); }
std::span<const RawChain> RawChains() { return kChains; }
std::span<const RawDocument> RawDocuments() { return Documents(); }

}  // namespace wmsim
