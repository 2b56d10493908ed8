#include "policy_engine/metabase.h"

#include <algorithm>
#include <array>

#include "policy_engine/number.h"

namespace wmsim {
namespace {

using enum Confidence;
using enum ReadWrite;

constexpr RoleMask kManagerOrUser = role::kManager | role::kUserAuth;
constexpr RoleMask kManagerOrOperator = role::kManager | role::kOperator | role::kOperatorTps;

constexpr Platforms kAllButPocketPc2003 = platforms::kGuide | platforms::kSmartphonesOf2003 | platforms::kWm5AndLater;

constexpr auto kRows = std::to_array<AccessRow>({
    {"ACCESS", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"APPLICATION", platforms::kAll, kManagerOrOperator, kBoth, "aa455885", kDocumented},
    {"BOOTSTRAP", platforms::kAll, kManagerOrOperator, kBoth, "aa455885", kDocumented},
    {"Bluetooth", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"BrowserFavorite", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CMPLANNER", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CM_GPRSEntries", platforms::kAll, kManagerOrUser | role::kOperatorTps, kBoth, "aa455885", kDocumented},
    {"CM_Mappings", platforms::kAll, role::kManager, kBoth, "aa455885", kDocumented},
    {"CM_NetEntries", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CM_Networks", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CM_PPPEntries", platforms::kAll, kManagerOrUser | role::kOperatorTps, kBoth, "aa455885", kInferred},
    {"CM_Planner", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CM_ProxyEntries", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CM_VPNEntries", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CM_WiFiEntries", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"CertificateStore", platforms::kWm65, kManagerOrUser, kBoth, "csp65", kDocumented},
    {"CertificateStore", platforms::kAll, role::kManager, kBoth, "aa455885", kDocumented},
    {"Clock", platforms::kAll, kManagerOrUser, kBoth, "aa455885", kDocumented},
    {"DevDetail", platforms::kAll, kManagerOrOperator, kReadOnly, "aa455885", kDocumented},
    {"DeviceInformation", platforms::kAll, role::kManager, kReadOnly, "aa455885", kDocumented},
    {"DeviceLock", platforms::kAll, role::kManager, kBoth, "ak", kInferred},
    {"EMAIL", platforms::kAll, role::kManager, kBoth, "ak", kInferred},
    {"EMAIL2", platforms::kAll, role::kManager, kBoth, "ak", kInferred},
    {"FileOperation", kAllButPocketPc2003, kManagerOrUser, kBoth, "bb737563", kDocumented},
    {"FileOperation\\Application Data\\Home", kAllButPocketPc2003, kManagerOrUser | role::kUserUnauth, kBoth,
     "bb737563", kInferred},
    {"FileOperation\\Storage\\Application Data\\Home", platforms::kSmartphonesOf2003,
     kManagerOrUser | role::kUserUnauth, kBoth, "aa457970", kInferred},
    {"FileOperation\\Windows\\mxip_initdb.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa455926", kDocumented},
    {"FileOperation\\Windows\\mxip_lang.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa455926", kDocumented},
    {"FileOperation\\Windows\\mxip_system.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa455926", kDocumented},
    {"FileOperation\\cemail.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa457970", kDocumented},
    {"FileOperation\\mxip_initdb.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa457970", kDocumented},
    {"FileOperation\\mxip_lang.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa457970", kDocumented},
    {"FileOperation\\mxip_system.vol", kAllButPocketPc2003, role::kManager, kBoth, "bb737563", kDocumented},
    {"FileOperation\\synckey.vol", kAllButPocketPc2003, role::kManager, kBoth, "aa457970", kDocumented},
    {"Home", platforms::kAll, role::kManager | role::kUserUnauth, kBoth, "aa458982", kDocumented},
    {"Install", platforms::kAll, kManagerOrUser, kBoth, "bb737563", kInferred},
    {"LoaderRevocation", platforms::kSmartphonesOf2003, kManagerOrOperator, kBoth, "ms844847", kDocumented},
    {"LoaderRevocation", kAllButPocketPc2003, role::kManager | role::kOperatorTps, kBoth, "aa455922", kDocumented},
    {"Locale", platforms::kAll, role::kManager, kBoth, "ak", kInferred},
    {"Metabase", platforms::kAll, role::kManager, kBoth, "ms890027", kDocumented},
    {"NAPDEF", platforms::kAll, kManagerOrOperator, kBoth, "ak", kInferred},
    {"PXLOGICAL", platforms::kOf2003, kManagerOrOperator, kBoth, "ms844862", kDocumented},
    {"PXLOGICAL", platforms::kAll, kManagerOrOperator | role::kUserAuth, kBoth, "aa455948", kDocumented},
    {"Registry", platforms::kAll, role::kManager, kBoth, "aa458982", kInferred},
    {"Registry\\HKCR", platforms::kAll, kManagerOrUser, kBoth, "aa455928", kDocumented},
    {"Registry\\HKCU\\ControlPanel\\Sounds", platforms::kAll, kManagerOrUser, kBoth, "aa455928", kDocumented},
    {"Registry\\HKCU\\Software", platforms::kAll, kManagerOrUser, kBoth, "aa455928", kDocumented},
    {"Registry\\HKCU\\Software\\Microsoft\\Today", platforms::kAll, kManagerOrUser | role::kUserUnauth, kBoth,
     "aa455928", kDocumented},
    {"Registry\\HKLM\\System\\Platform\\DataPath", platforms::kAll, kManagerOrUser, kBoth, "aa455928", kDocumented},
    {"SecurityPolicy", platforms::kAll, role::kManager, kBoth, "bb737380", kDocumented},
    {"SoftwareDisable", platforms::kWm61 | platforms::kWm65, role::kManager, kBoth, "t653", kInferred},
    {"Sounds", platforms::kAll, role::kManager | role::kUserUnauth, kBoth, "aa458982", kInferred},
    {"Sync", platforms::kAll, role::kManager, kBoth, "ak", kInferred},
    {"Tapi", platforms::kAll, role::kManager, kBoth, "ak", kInferred},
    {"UnInstall", platforms::kAll, kManagerOrUser, kBoth, "aa455977", kDocumented},
});
static_assert(std::ranges::is_sorted(kRows, {}, &AccessRow::setting));

}  // namespace

std::span<const AccessRow> AccessRows() { return kRows; }

const AccessRow* FindAccess(std::string_view setting, Platform platform) {
  const auto row = std::ranges::find_if(
      kRows, [&](const AccessRow& r) { return EqualIgnoringCase(r.setting, setting) && r.platforms.Has(platform); });
  return row != kRows.end() ? &*row : nullptr;
}

}  // namespace wmsim
