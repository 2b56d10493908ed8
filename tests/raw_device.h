// Devices by their raw values, and what the documents say happens on them: the other side of the comparison in
// random_scenarios_test.cc.
//
// Nothing here knows the classes that gathering reduces a device to. A RawDevice holds registry values, masks, names of
// certificates and programs; each step reads them as the documents say ("any value other than 1 counts as 0"), has the
// second model tell what follows, and carries that out.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

#include "tests/second_model.h"

namespace wmsim {

enum class Generation : std::uint8_t { kGuide, k2002, k2003, k5, k6, k61, k65 };

// How a version's built-in certificate installer is: not there; for roots, whoever taps them; for those whom Grant
// Manager makes a Manager; for everyone, into stores of their own.
enum class RawCertinst : std::uint8_t { kNone, kRootsForAll, kForManagers, kIntoUserStores };

inline constexpr std::int64_t kNotSet = -1;
inline constexpr std::int64_t kNotHonoured = -2;

// A device as it is sold. The policies are those whose defaults differ between devices of one generation.
struct RawProfile {
  std::string_view name;
  Generation generation;
  std::int64_t unsigned_apps;    // 4102
  std::int64_t grant_manager;    // 4119
  std::int64_t unsigned_prompt;  // 4122
  std::int64_t privileged_apps;  // 4123
  RawCertinst certinst;
  constexpr bool Is2003OrEarlier() const { return generation == Generation::k2002 || generation == Generation::k2003; }
};
std::span<const RawProfile> RawProfiles();

// What a registry value holds: nothing (there is none), a number, or text.
using RawData = std::variant<std::monostate, std::uint32_t, std::string>;

// A certificate file of the suite [scenarios/suite/certs/make-certs.sh]: how it holds which certificates.
struct RawCertificate {
  std::string_view name;
  std::string_view kind;  // root, intermediate or leaf
  bool with_key = false;
};
struct RawCertificateFile {
  std::string_view file;
  std::string_view format;  // der, base64, pkcs7 or pkcs12
  std::vector<RawCertificate> certificates;
};
std::span<const RawCertificateFile> RawCertificateFiles();

// What a server sends, by what matters about it: the root that it needs, an intermediate that it left out, the first
// and last year of which every day is within the validity of all that it sent, and its root's.
struct RawChain {
  std::string_view file;
  std::string_view root;
  std::string_view left_out;
  std::string_view host;
  int from = 2008;
  int to = 2017;
  int root_from = 2006;
  int root_to = 2025;
  bool sha2 = false;
  bool forged = false;  // its signature does not verify
};
std::span<const RawChain> RawChains();

// An element of a provisioning document: the roles that may touch what it names, besides MANAGER, and what it does.
enum class RawElementKind : std::uint8_t { kSet, kNoparm, kQuery, kUnknownProvider, kBadValue };
struct RawElement {
  RawElementKind kind;
  std::uint32_t roles = 0;
  std::string_view key = {};   // of the registry
  std::string_view name = {};  // of a value there
  std::uint32_t data = 0;
};
struct RawDocument {
  std::string_view file;
  std::string_view text;
  std::vector<RawElement> elements;
  bool byte_order_mark = false;
};
std::span<const RawDocument> RawDocuments();

// How a push message with a document is signed, and what the gateway says of its sender, as roles.
struct RawPush {
  std::string_view sec;
  bool mac_good = true;
  bool pin_right = true;
  std::uint32_t gateway_roles = 0;
};

inline constexpr std::string_view kRawPoliciesKey = R"(HKLM\Security\Policies\Policies)";
std::string RawPolicyName(unsigned id);

inline std::string_view YesOrNo(bool value) { return value ? "yes" : "no"; }

inline bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Whether `path` is `above` or below it.
inline bool IsAtOrBelow(std::string_view path, std::string_view above) {
  return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '\\');
}

class RawDevice {
 public:
  using Stores = std::set<std::tuple<std::string_view, std::string_view, std::string_view>>;

  // `operator_restricted` is a property of the device: a hard reset does not lift it.
  RawDevice(const RawProfile& profile, bool operator_restricted);

  const RawProfile& profile() const { return *profile_; }

  // The tester's hand. Boot makes what was set since then the state in which the device starts.
  void SetRegistry(std::string_view key, std::string_view name, RawData data);
  RawData Registry(std::string_view key, std::string_view name) const;
  void AddToStore(std::string_view store, std::string_view part, std::string_view certificate);
  void Remember(std::string_view program) { remembered_.insert(program); }
  void SetYear(int year) { year_ = year; }
  void SetOperatorRestricted(bool restricted) { operator_restricted_ = restricted; }
  bool IsOperatorRestricted() const { return operator_restricted_; }
  void ListDll(std::string_view name) { listed_dlls_.insert(name); }
  void StartCommunicator();
  void Boot();
  void Restart();
  void HardReset();
  void Stop(std::string_view program) { running_.erase(program); }

  // What happens on the device, and how it ends.
  Story SpAddCert(const RawCertificateFile& file, std::string_view signature, std::string_view answer);
  Story Certinst(const RawCertificateFile& file, std::string_view answer);
  Story WriteRegistry(std::string_view via, std::string_view signature, std::string_view key, std::string_view name,
                      const RawData& data, std::string_view answer);
  Story RunApp(std::string_view program, std::string_view signature, std::string_view answer);
  Story LoadDll(std::string_view dll, std::string_view signature, std::string_view into, std::string_view answer);
  Story InstallCab(std::string_view package, std::string_view signature, bool silent, std::string_view answer);
  Story RapiCall(std::string_view what, std::string_view target, std::string_view signature) const;
  Story PushMessage(std::string_view kind, std::uint32_t gateway_roles) const;
  Story SignIn(const RawChain& chain, std::string_view host, std::string_view client);

  // A document arrives: by any way, over RAPI, in a push message.
  Story Provision(const RawDocument& document, std::uint32_t roles);
  Story ProvisionOverRapi(const RawDocument& document);
  Story ProvisionByPush(const RawDocument& document, const RawPush& push);
  Story ProvisionByTrustedServer(const RawDocument& document);
  std::uint32_t RolesOfRapi() const;
  std::uint32_t RolesOfProgram(bool privileged) const;
  std::uint32_t RolesOfUnsignedPackage() const;
  static std::uint32_t RolesOfPerson() { return 16; }
  std::uint32_t EveryRole() const;

  // What is to be seen of the device afterwards.
  const std::set<std::string_view>& remembered() const { return remembered_; }
  const std::map<std::string_view, bool>& running() const { return running_; }
  bool Holds(std::string_view store, std::string_view part, std::string_view certificate) const;
  bool HasUserStores() const { return profile_->certinst == RawCertinst::kIntoUserStores; }
  bool HasBuiltInEditor() const;
  bool RunsPrivileged(std::string_view signature) const;
  std::uint32_t RolesOfPackage(std::string_view package, std::string_view signature) const;
  std::optional<std::uint32_t> PolicyInForce(unsigned id) const;
  bool CommunicatorWaitsFor(const RawCertificateFile& file) const;
  bool Checks() const;
  bool AsksRolesOfScreens() const;

 private:
  using Values = std::map<std::pair<std::string, std::string>, RawData>;

  std::optional<std::uint32_t> PolicyIn(const Values& registry, unsigned id) const;
  std::optional<std::uint32_t> Policy(unsigned id) const { return PolicyIn(registry_, id); }
  bool SwitchIsOn(unsigned id) const;
  bool MaskNamesSomebody(unsigned id) const;
  std::uint32_t MapRoles(std::uint32_t roles) const;
  std::string_view RapiWord() const;
  bool Accepts(unsigned policy, std::uint32_t roles) const { return (roles & Policy(policy).value_or(0)) != 0; }
  std::uint32_t RolesOfPush(const RawPush& push) const;
  bool Discards(const RawPush& push) const;
  Story ProvisionOverTheAir(const RawDocument& document, std::uint32_t roles, bool discarded);
  Story ProcessDocument(const RawDocument& document, std::uint32_t roles, const Situation& way);
  bool IsProtected(std::string_view key) const;
  Situation LoadSituation(std::string_view program, std::string_view signature, std::string_view answer) const;
  void RememberIfAgreed(const Story& story, std::string_view program);

  const RawProfile* profile_;
  bool restricted_from_factory_;
  bool operator_restricted_;
  int year_ = 2009;
  Values registry_;
  Values registry_at_boot_;
  Stores stores_;
  std::optional<Stores> stores_as_communicator_sees_;
  std::set<std::string_view> remembered_;
  std::set<std::string_view> listed_dlls_;
  std::map<std::string_view, bool> running_;  // and whether it is privileged
};

// IsIn tells whether some part of a store holds a certificate.
bool IsIn(const RawDevice::Stores& stores, std::string_view store, std::string_view certificate);

}  // namespace wmsim
