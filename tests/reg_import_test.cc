// A registry file on a device: many settings at once do what they do one by one, and soon.
#include "emulator/reg_import.h"

#include <gtest/gtest.h>

#include <chrono>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "emulator/store_registry.h"
#include "tests/cli_runner.h"
#include "tests/devices.h"
#include "tests/suite_certificates.h"

namespace wmsim {
namespace {

void ApplyOneByOne(Device& device, const std::vector<RegSetting>& settings) {
  for (const RegSetting& setting : settings) {
    if (setting.removed && setting.name) {
      RemoveRegistryValue(device, setting.key, *setting.name);
    } else if (setting.removed) {
      RemoveRegistryKey(device, setting.key);
    } else if (setting.name) {
      PutRegistryValue(device, setting.key, *setting.name, *setting.data);
    } else {
      PutRegistryKey(device, setting.key);
    }
  }
}

std::string Text(const RegSetting& setting) {
  std::string text = (setting.removed ? "-" : "") + setting.key;
  if (setting.name) text += "|" + *setting.name;
  if (setting.data) text += "=" + FormatRegistryData(*setting.data).substr(0, 20);
  return text + "\n";
}

// Every row of the changes, with the spelling of its key.
std::string Text(const RegistryRows& changes) {
  std::string text;
  for (const auto& row : changes) {
    text += row.key.key;
    if (row.key.name) text += "|" + *row.key.name;
    if (!row.value) text += " removed";
    if (row.value && row.value->covers) text += " covers";
    if (row.value && row.value->data) text += "=" + FormatRegistryData(*row.value->data);
    text += "\n";
  }
  return text;
}

void ExpectTheSame(const Device& one_by_one, const Device& at_once) {
  EXPECT_EQ(Text(at_once.changes.registry), Text(one_by_one.changes.registry));
  EXPECT_EQ(at_once.changes, one_by_one.changes);
}

// Settings of a few keys and names in several spellings, so that they meet; some are those of the device's own policies
// and of certificates.
class RandomSettings {
 public:
  explicit RandomSettings(unsigned seed) : random_(seed) {}

  std::vector<RegSetting> Make() {
    std::vector<RegSetting> settings(Below(12));
    for (RegSetting& setting : settings) {
      setting = Below(4) == 0 ? Certificate() : Plain();
    }
    return settings;
  }

 private:
  std::size_t Below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_); }
  template <class T>
  T Any(const std::vector<T>& choices) {
    return choices[Below(choices.size())];
  }

  RegSetting Plain() {
    RegSetting setting;
    setting.key = Any<std::string>({"HKLM", "HKCU", "hklm"});
    for (std::size_t depth = 1 + Below(3); depth > 0; --depth) {
      setting.key += "\\" + Any<std::string>({"a", "A", "a b", "Security", "policies", "Policies"});
    }
    if (Below(3) == 0) setting.key = R"(HKLM\Security\Policies\Policies)";
    return Finished(setting, Any<std::string>({"", "x", "X", "x\\y", "00001006", "00001017"}),
                    Any<RegistryData>({RegistryData(0U), RegistryData(16U), RegistryText{"x"}}));
  }

  RegSetting Certificate() {
    RegSetting setting;
    setting.key = Any<std::string>({"HKLM", "HKCU"}) + R"(\Comm\Security\SystemCertificates)";
    if (Below(4) != 0) setting.key += "\\" + Any<std::string>({"Root", "CA", "SPC", "root"}) + "\\Certificates";
    if (Below(4) != 0) setting.key += "\\" + Any<std::string>({std::string(kContosoRoot), kGte});
    return Finished(
        setting, Any<std::string>({"Blob", "blob", "Other"}),
        Any<RegistryData>({RegistryBinary{EncodeBlob(*ContosoRoot(), role::kNone)},
                           RegistryBinary{EncodeBlob(*ContosoRoot(), RoleMask{222})}, RegistryBinary{"damaged"}}));
  }

  RegSetting Finished(RegSetting setting, std::string name, RegistryData data) {
    const std::size_t what = Below(6);
    setting.removed = what < 2;
    if (what != 0 && what != 5) setting.name = std::move(name);
    if (setting.name && !setting.removed) setting.data = std::move(data);
    return setting;
  }

  inline static const std::string kGte = "97817950D81C9670CC34D809CF794431367EF474";
  std::mt19937 random_;
};

TEST(ApplyRegSettings, DoesWhatTheyDoOneByOne) {
  for (unsigned seed = 0; seed < 800; ++seed) {
    RandomSettings random(seed);
    Device one_by_one = BootProfile(seed % 2 == 0 ? "guide-pocket-pc" : "wm6-professional");
    Device at_once = one_by_one;
    std::string done;
    for (int file = 0; file < 3; ++file) {
      const std::vector<RegSetting> settings = random.Make();
      for (const RegSetting& setting : settings) done += Text(setting);
      ApplyOneByOne(one_by_one, settings);
      ApplyRegSettings(at_once, settings);
      SCOPED_TRACE("seed " + std::to_string(seed) + ":\n" + done);
      ExpectTheSame(one_by_one, at_once);
      if (HasFailure()) return;
    }
  }
}

TEST(ApplyRegSettings, OfNothingChangesNothing) {
  Device device = BootProfile("wm5-smartphone");
  const Device before = device;
  ApplyRegSettings(device, {});
  EXPECT_EQ(device, before);
}

std::vector<int> Shuffled(int count) {
  std::vector<int> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  std::shuffle(numbers.begin(), numbers.end(), std::mt19937(1));
  return numbers;
}

// Where something is quadratic, each takes half a minute and more.
TEST(ApplyRegSettings, TakesItsTimeInWhateverOrderTheyCome) {
  const std::string deep = R"(HKEY_LOCAL_MACHINE\1\2\3\4\5\6\7\8\9\10\11\12\13\14\)";
  const std::string stores = R"(HKEY_LOCAL_MACHINE\Comm\Security\SystemCertificates\)";
  const struct {
    std::string_view file;
    std::string before, after;
  } rows[] = {
      {"keys.reg", "[HKEY_LOCAL_MACHINE\\Key ", "]\n@=dword:1\n"},
      {"deep.reg", "[" + deep, "]\n@=dword:1\n"},
      {"removals.reg", "[-HKEY_LOCAL_MACHINE\\Key ", "]\n"},
      {"stores.reg", "[-" + stores, "]\n"},
  };
  const std::vector<int> numbers = Shuffled(30'000);
  const Cli cli;
  for (const auto& row : rows) {
    SCOPED_TRACE(row.file);
    std::string text = "REGEDIT4\n";
    for (const int number : numbers) text += row.before + std::to_string(number) + row.after;
    cli.folder().Write(std::string(row.file), text);
    const auto start = std::chrono::steady_clock::now();
    const CliResult result = cli.Run({"dump", "--device", "wm6-professional", "--registry", std::string(row.file)});
    EXPECT_EQ(result.exit, 0) << result.err;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(8));
  }
}

}  // namespace
}  // namespace wmsim
