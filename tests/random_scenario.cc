#include "tests/random_scenario.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/dice.h"
#include "tests/raw_device.h"

namespace wmsim {
namespace {

using Words = std::initializer_list<std::string_view>;

constexpr std::string_view kSignatures[]{"none",       "none",     "unknown", "unprivileged",
                                         "privileged", "operator", "invalid", "revoked"};
constexpr std::string_view kAnswers[]{"yes", "yes", "yes", "no", "timeout"};
constexpr std::string_view kPrograms[]{"game.exe", "tool.exe"};
constexpr std::string_view kDlls[]{"engine.dll", "sync.dll"};
constexpr std::string_view kPackages[]{"game.cab", "silent.cpf", "blue.hme"};
constexpr std::string_view kKeys[]{R"(HKLM\Comm\Contoso)",     R"(HKLM\Services\Contoso)", R"(HKLM\SYSTEM\Contoso)",
                                   R"(HKLM\Loader\Contoso)",   R"(HKCU\Security\Contoso)", R"(HKLM\Init\Contoso)",
                                   R"(HKLM\Software\Contoso)", R"(HKLM\CommContoso)",      R"(HKCU\Software\Contoso)"};
constexpr std::string_view kRapiCalls[]{"registry-write", "file-write", "invoke", "database"};
constexpr std::string_view kFileTargets[]{R"(\Windows\sync.dll)", R"(\Windows\Start Menu\a.lnk)",
                                          R"(\WindowsOld\a.txt)", R"(\My Documents\a.txt)"};
constexpr unsigned kSwitches[]{4102, 4122, 4123, 4104};
constexpr unsigned kMasks[]{4101, 4103, 4108, 4109, 4119, 4119, 4120};
constexpr unsigned kPushMasks[]{4107, 4110, 4111, 4111, 4141, 4142, 4143};
constexpr std::uint32_t kSwitchValues[]{0, 0, 1, 1, 1, 2, 255, 0xFFFFFFFF};
constexpr std::uint32_t kRapiValues[]{0, 1, 2, 3, 0xFFFFFFFF};
constexpr std::uint32_t kMaskValues[]{0, 8, 16, 24, 48, 64, 128, 144, 160, 1024, 2048, 3072, 0xFFFFFFFF};
constexpr int kYears[]{2005, 2007, 2009, 2013, 2020, 2030};

std::string Quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

template <class Range>
std::string Listed(const Range& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return "[" + text + "]";
}

// A scenario while it is made: the text of its file, and the device as it must be after the steps so far.
class Maker : Dice {
 public:
  explicit Maker(std::uint64_t seed)
      : Dice(seed), device_(RawProfiles()[Below(RawProfiles().size())], OneIn(4)), seed_(seed) {}

  std::string Make() {
    text_ = "scenario: random scenario " + std::to_string(seed_) + "\ndevice: " + std::string(device_.profile().name) +
            "\ngiven:\n";
    Give();
    text_ += "steps:\n";
    for (std::size_t steps = 1 + Below(8); steps > 0; --steps) AddStep();
    ExpectState();
    return text_;
  }

 private:
  unsigned AnyPolicy() {
    if (OneIn(5)) return OneIn(2) ? 4097 : OneOf(kPushMasks);
    return OneIn(2) ? OneOf(kSwitches) : OneOf(kMasks);
  }
  std::uint32_t ValueFor(unsigned policy) {
    if (policy == 4097) return OneOf(kRapiValues);
    return std::ranges::find(kSwitches, policy) != std::end(kSwitches) ? OneOf(kSwitchValues) : OneOf(kMaskValues);
  }

  // Registry paths are spelled in many ways [design 3.1.6].
  std::string Spelled(std::string_view key) {
    std::string text(key);
    if (OneIn(4) && text.starts_with("HKLM"))
      text.replace(0, 4, OneIn(2) ? "HKEY_LOCAL_MACHINE" : R"(HKEY\LOCAL_MACHINE)");
    if (OneIn(4))
      std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (OneIn(4)) text += '\\';
    return Quoted(text);
  }

  // What is there before the boot.
  void Give() {
    std::map<unsigned, RawData> policies;
    for (std::size_t count = Below(6); count > 0; --count) {
      const unsigned policy = AnyPolicy();
      policies[policy] = OneIn(6) ? RawData{} : OneIn(8) ? RawData{std::string("1")} : RawData{ValueFor(policy)};
    }
    std::string numbers;
    std::string texts;
    for (const auto& [policy, data] : policies) {
      device_.SetRegistry(kRawPoliciesKey, RawPolicyName(policy), data);
      if (const std::string* word = std::get_if<std::string>(&data)) {
        texts += (texts.empty() ? "" : ", ") + Quoted(RawPolicyName(policy)) + ": {string: " + Quoted(*word) + "}";
      } else {
        numbers += (numbers.empty() ? "" : ", ") + std::to_string(policy) + ": " + Written(data);
      }
    }
    text_ += "  policies: {" + numbers + "}\n";
    if (!texts.empty()) text_ += "  registry: {" + Quoted(kRawPoliciesKey) + ": {" + texts + "}}\n";
    GiveStores();
    text_ += "  operator-restricted: " + std::string(device_.IsOperatorRestricted() ? "true" : "false") + "\n";
    std::set<std::string_view> remembered;
    for (std::size_t count = Below(3); count > 0; --count) remembered.insert(AnyProgramOrPackage());
    for (const std::string_view program : remembered) device_.Remember(program);
    text_ += "  remembered: " + Listed(remembered) + "\n";
    device_.Boot();
    if (OneIn(4)) {
      device_.StartCommunicator();
      text_ += "  running: [communicator-mobile]\n";
    }
  }

  void GiveStores() {
    std::set<std::string_view> roots;
    for (std::size_t count = Below(3); count > 0; --count) {
      roots.insert(OneOf(Words{"contoso-root.cer", "fabrikam-root.cer", "expired-root.cer", "selfsigned-server.cer",
                               "sha512-root.cer", "contoso-root-v1.cer"}));
    }
    std::vector<std::string> given;
    for (const std::string_view root : roots) {
      const std::string_view part = device_.HasUserStores() && OneIn(2) ? "user" : "system";
      device_.AddToStore("ROOT", part, root);
      given.push_back("{file: " + std::string(root) + ", part: " + std::string(part) + "}");
    }
    text_ += "  stores: {ROOT: " + Listed(given);
    if (OneIn(4)) {
      device_.AddToStore("CA", "system", "contoso-intermediate.cer");
      text_ += ", CA: [contoso-intermediate.cer]";
    }
    text_ += "}\n";
  }

  std::string_view AnyProgramOrPackage() {
    return OneOf(Words{"SPAddCert.exe", "third-party-editor.exe", "program.exe", "game.exe", "tool.exe", "engine.dll",
                       "game.cab", "silent.cpf"});
  }

  static std::string Written(const RawData& data) {
    if (const std::uint32_t* number = std::get_if<std::uint32_t>(&data)) return std::to_string(*number);
    return "absent";
  }

  // A step, and what must come of it.
  void Step(const std::string& step, std::string_view answer, const Story& story, const std::string& besides = "") {
    std::vector<std::string_view> blockers = story.obstacles;
    std::erase(blockers, story.rule);
    text_ += "  - " + step + "\n";
    if (!answer.empty()) text_ += "    answer: " + std::string(answer) + "\n";
    text_ += "    expect: {outcome: " + std::string(story.outcome) +
             ", rule: " + std::string(story.rule.empty() ? "none" : story.rule) + ", blockers: " + Listed(blockers) +
             ", prompts: " + Listed(story.prompts) + besides + "}\n";
  }

  // A step of the tester, which nothing refuses.
  void Step(const std::string& step) { text_ += "  - " + step + "\n"; }

  void AddStep() {
    switch (Below(14)) {
      case 0:
      case 1:
        return SpAddCert();
      case 2:
      case 3:
        return Certinst();
      case 4:
      case 5:
        return WriteRegistry();
      case 6:
        return RunApp();
      case 7:
        return LoadDll();
      case 8:
        return InstallCab();
      case 9:
        return RapiCall();
      case 10:
        return PushMessage();
      case 11:
        return Provision();
      case 12:
        return SignIn();
      default:
        return UseTestersHand();
    }
  }

  void SpAddCert() {
    const RawCertificateFile file = OneOf(RawCertificateFiles());
    const std::string_view signature = OneOf(kSignatures);
    const std::string_view answer = OneOf(kAnswers);
    const Story story = device_.SpAddCert(file, signature, answer);
    Step("spaddcert: {file: " + std::string(file.file) + ", tool-signed-by: " + std::string(signature) + "}", answer,
         story, RestartRequired(story, file));
  }

  void Certinst() {
    const RawCertificateFile file = OneOf(RawCertificateFiles());
    const std::string_view answer = OneOf(kAnswers);
    const Story story = device_.Certinst(file, answer);
    Step("certinst: " + std::string(file.file), answer, story, RestartRequired(story, file));
  }

  std::string RestartRequired(const Story& story, const RawCertificateFile& file) const {
    if (story.outcome != "installed" && story.outcome != "already-installed") return "";
    return device_.CommunicatorWaitsFor(file) ? ", restart-required: true" : ", restart-required: false";
  }

  void WriteRegistry() {
    const std::string_view via = OneOf(Words{"built-in-editor", "third-party-editor", "rapi", "program"});
    const bool is_program = via == "third-party-editor" || via == "program";
    const std::string_view signature = is_program ? OneOf(kSignatures) : "none";
    const unsigned policy = AnyPolicy();
    const bool sets_policy = !OneIn(3);
    const std::string_view key = sets_policy ? kRawPoliciesKey : OneOf(kKeys);
    std::string name = sets_policy ? RawPolicyName(policy) : "Level";
    const RawData data = OneIn(4)   ? RawData{}
                         : OneIn(8) ? RawData{std::string("1")}
                                    : RawData{sets_policy ? ValueFor(policy) : OneOf(kSwitchValues)};
    const std::string_view answer = OneOf(kAnswers);
    const Story story = device_.WriteRegistry(via, signature, key, name, data, answer);

    if (OneIn(4))
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    std::string step = std::holds_alternative<std::monostate>(data) ? "registry-delete" : "registry-set";
    step += ": {key: " + Spelled(key) + ", name: " + Quoted(name);
    if (const std::uint32_t* number = std::get_if<std::uint32_t>(&data)) step += ", dword: " + std::to_string(*number);
    if (const std::string* text = std::get_if<std::string>(&data)) step += ", string: " + Quoted(*text);
    step += ", via: " + std::string(via);
    if (is_program) step += ", signed-by: " + std::string(signature);
    Step(step + "}", answer, story);
  }

  void RunApp() {
    const std::string_view program = OneOf(kPrograms);
    if (device_.running().contains(program)) {
      device_.Stop(program);
      return Step("stop-app: " + std::string(program));
    }
    const std::string_view signature = OneOf(kSignatures);
    const std::string_view answer = OneOf(kAnswers);
    const Story story = device_.RunApp(program, signature, answer);
    const std::string trust = device_.RunsPrivileged(signature) ? ", trust: privileged" : ", trust: normal";
    Step("run-app: {name: " + std::string(program) + ", signed-by: " + std::string(signature) + "}", answer, story,
         story.outcome == "run" ? trust : "");
  }

  void LoadDll() {
    if (device_.running().empty()) return RunApp();
    std::vector<std::string_view> running;
    for (const auto& [program, privileged] : device_.running()) running.push_back(program);
    const std::string_view into = OneOf(running);
    const std::string_view dll = OneOf(kDlls);
    const std::string_view signature = OneOf(kSignatures);
    const std::string_view answer = OneOf(kAnswers);
    Step("load-dll: {name: " + std::string(dll) + ", signed-by: " + std::string(signature) +
             ", into: " + std::string(into) + "}",
         answer, device_.LoadDll(dll, signature, into, answer));
  }

  void InstallCab() {
    const std::string_view package = OneOf(kPackages);
    const std::string_view signature = OneOf(kSignatures);
    const bool silent = OneIn(4);
    const std::string_view answer = OneOf(kAnswers);
    const Story story = device_.InstallCab(package, signature, silent, answer);
    Step("install-cab: {file: " + std::string(package) + ", signed-by: " + std::string(signature) +
             (silent ? ", silent: true}" : "}"),
         answer, story, story.rule.empty() ? RoleMask(device_.RolesOfPackage(package, signature)) : "");
  }

  void RapiCall() {
    const std::string_view what = OneOf(kRapiCalls);
    const bool writes_key = what == "registry-write";
    const std::string_view target = writes_key             ? OneOf(kKeys)
                                    : what == "file-write" ? OneOf(kFileTargets)
                                    : what == "invoke"     ? OneOf(kDlls)
                                                           : "Contacts Database";
    const std::string_view signature = what == "invoke" ? OneOf(kSignatures) : "none";
    std::string step =
        "rapi-call: {what: " + std::string(what) + ", target: " + (writes_key ? Spelled(target) : Quoted(target));
    if (what == "invoke") step += ", signed-by: " + std::string(signature);
    Step(step + "}", "", device_.RapiCall(what, target, signature));
  }

  // What a push gateway says of a sender: words, and the roles that they are.
  std::pair<std::vector<std::string_view>, std::uint32_t> AnyGateway() {
    std::vector<std::string_view> words;
    std::uint32_t roles = 0;
    for (const auto& [word, role] : {std::pair<std::string_view, std::uint32_t>{"known-ppg", 256},
                                     {"trusted-ppg", 512},
                                     {"ppg-auth", 1024},
                                     {"ppg-trusted", 2048}}) {
      if (!OneIn(3)) continue;
      words.push_back(word);
      roles |= role;
    }
    return {words, roles};
  }

  void PushMessage() {
    const std::string_view kind = OneOf(Words{"sl", "si"});
    const auto [gateway, roles] = AnyGateway();
    Step("push-message: {kind: " + std::string(kind) + ", gateway: " + Listed(gateway) + "}", "",
         device_.PushMessage(kind, roles));
  }

  static std::string RoleMask(std::uint32_t roles) { return ", role-mask: " + std::to_string(roles); }

  void Provision() {
    const RawDocument document = OneOf(RawDocuments());
    const std::string file = "{file: " + std::string(document.file);
    const auto over_rapi = [&](const std::string& step) {
      const std::uint32_t roles = device_.RolesOfRapi();
      const Story story = device_.ProvisionOverRapi(document);
      Step(step + "file: " + std::string(document.file) + "}", "", story,
           story.rule == "rapi-closed" ? "" : RoleMask(roles));
    };
    const auto from = [&](const std::string& origin, std::uint32_t roles) {
      Step("provision: " + file + ", origin: " + origin + "}", "", device_.Provision(document, roles), RoleMask(roles));
    };
    const std::uint32_t role = OneOf(kMaskValues) & device_.EveryRole();
    const std::string with_role = ", role: " + std::to_string(role);
    switch (Below(13)) {
      case 0:
        return over_rapi("provision: {origin: rapi, ");
      case 1:
        return over_rapi("rapiconfig: {process: true, ");
      case 2:
        return from("program", device_.RolesOfProgram(false));
      case 3:
        return from("privileged-program", device_.RolesOfProgram(true));
      case 4:
        return from("cab" + with_role, device_.Checks() ? role : device_.EveryRole());
      case 5:
        return from("cab", device_.RolesOfUnsignedPackage());
      case 6:
        return from("oma-dm" + with_role, role);
      case 7:
        return from("rom", device_.EveryRole());
      case 8:
        // Left out where documents and program differ: since 5.0 no role is asked of the device's own screens
        // [ms890040], but the program asks for that of the person.
        if (!device_.AsksRolesOfScreens()) return from("rom", device_.EveryRole());
        return from("settings-ui", device_.RolesOfPerson());
      case 9:
        return Step("provision: " + file + ", origin: tps}", "", device_.ProvisionByTrustedServer(document));
      default:
        return ProvisionByPush(document);
    }
  }

  void ProvisionByPush(const RawDocument& document) {
    const auto [gateway, gateway_roles] = AnyGateway();
    const RawPush push{.sec = OneOf(Words{"none", "none", "netwpin", "userpin", "usernetwpin", "userpinmac", "other"}),
                       .mac_good = !OneIn(4),
                       .pin_right = !OneIn(4),
                       .gateway_roles = gateway_roles};
    std::string step = "provision: {file: " + std::string(document.file) +
                       ", origin: push, sec: " + std::string(push.sec) + ", gateway: " + Listed(gateway);
    step += push.mac_good ? ", mac: good" : ", mac: bad";
    step += push.pin_right ? ", pin: right}" : ", pin: wrong}";
    Step(step, "", device_.ProvisionByPush(document, push));
  }

  void SignIn() {
    RawChain chain = OneOf(RawChains());
    const std::string_view host =
        OneOf(Words{"ocs.contoso.com", "ocs.contoso.com", "mail.contoso.com", "lync.fabrikam.com"});
    const std::string_view client = OneOf(Words{"communicator-mobile", "communicator-mobile", "activesync", "browser"});
    Step("sign-in: {chain: " + std::string(chain.file) + ", host: " + std::string(host) +
             ", client: " + std::string(client) + "}",
         "", device_.SignIn(chain, host, client));
  }

  void UseTestersHand() {
    switch (Below(8)) {
      case 0: {
        const unsigned policy = AnyPolicy();
        const RawData data = OneIn(4) ? RawData{} : RawData{ValueFor(policy)};
        device_.SetRegistry(kRawPoliciesKey, RawPolicyName(policy), data);
        return Step("policy-set: {" + std::to_string(policy) + ": " + Written(data) + "}");
      }
      case 1: {
        const int year = OneOf(kYears);
        device_.SetYear(year);
        return Step("set-clock: " + std::to_string(year) + "-06-01T12:00:00Z");
      }
      case 2: {
        const bool restricted = OneIn(2);
        device_.SetOperatorRestricted(restricted);
        return Step(restricted ? "operator-restrict:" : "operator-unlock:");
      }
      case 3: {
        const std::string_view program = AnyProgramOrPackage();
        device_.Remember(program);
        return Step("remember: " + std::string(program));
      }
      case 4: {
        const std::string_view dll = OneOf(kDlls);
        device_.ListDll(dll);
        return Step(R"(metabase-set: {setting: 'RAPI\Windows\)" + std::string(dll) + R"(\*', access-role: 152})");
      }
      case 5: {
        device_.AddToStore("CA", "system", "contoso-intermediate.cer");
        return Step("store-add: {file: contoso-intermediate.cer, store: CA, part: system}");
      }
      case 6:
        device_.HardReset();
        return Step("hard-reset:");
      default:
        device_.Restart();
        return Step("restart:");
    }
  }

  void ExpectState() {
    std::string in_registry;
    for (const unsigned policy : {4097U, 4101U, 4102U, 4103U, 4119U, 4120U, 4122U, 4123U}) {
      const RawData data = device_.Registry(kRawPoliciesKey, RawPolicyName(policy));
      if (std::holds_alternative<std::string>(data)) continue;
      in_registry += (in_registry.empty() ? "" : ", ") + std::to_string(policy) + ": " + Written(data);
    }
    std::vector<std::string_view> running;
    for (const auto& [program, privileged] : device_.running()) running.push_back(program);
    text_ += "  - expect-state:\n      policies: {" + in_registry +
             "}\n      remembered: " + Listed(device_.remembered()) + "\n      running: " + Listed(running) +
             "\n      stores: {" + StoreState("ROOT", "contoso-root.cer") + ", " +
             StoreState("CA", "contoso-intermediate.cer") + "}\n" + "    expect: {outcome: matches}\n";
  }

  std::string StoreState(std::string_view store, std::string_view certificate) {
    const std::string_view part = device_.HasUserStores() && OneIn(2) ? "user" : "system";
    return std::string(store) + ": {" + (device_.Holds(store, part, certificate) ? "has" : "lacks") + ": [" +
           std::string(certificate) + "], part: " + std::string(part) + "}";
  }

  RawDevice device_;
  std::uint64_t seed_;
  std::string text_;
};

}  // namespace

std::string RandomScenario(std::uint64_t seed) { return Maker(seed).Make(); }

}  // namespace wmsim
