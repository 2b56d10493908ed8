// The registry: spellings of keys, and changes over an image.
#include "emulator/registry.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace wmsim {
namespace {

// An image and what was changed, with the functions under test bound to them.
struct Registry {
  RegistryRows image;
  RegistryRows changes;

  RegistryView View() const { return {image, changes}; }
  void Set(std::string_view key, std::string_view name, RegistryData data) {
    SetRegistryValue(image, changes, key, name, std::move(data));
  }
  // What is there, in order: keys as they are, values as "key|name=data".
  std::vector<std::string> Entries() const {
    std::vector<std::string> lines;
    for (const auto& row : View().Entries()) {
      std::string line = row.key.key;
      if (row.key.name) line += "|" + *row.key.name + "=" + FormatRegistryData(*row.value->data);
      lines.push_back(line);
    }
    return lines;
  }
};

using Lines = std::vector<std::string>;

// HKLM\A (x = 1), HKLM\A\B (y = 2), HKLM\A\B\C, HKLM\A-B (z = 3).
Registry WithImage() {
  Registry registry;
  const RegistryRows nothing;
  SetRegistryValue(nothing, registry.image, R"(HKLM\A)", "x", 1U);
  SetRegistryValue(nothing, registry.image, R"(HKLM\A\B)", "y", 2U);
  MakeRegistryKey(nothing, registry.image, R"(HKLM\A\B\C)");
  SetRegistryValue(nothing, registry.image, R"(HKLM\A-B)", "z", 3U);
  return registry;
}

// Design 3.1.6: the guide prints HKEY\LOCAL_MACHINE, with a backslash at the end.
TEST(NormalizeKey, ReadsTheSpellingsOfPeopleAndOfTheGuide) {
  struct {
    std::string_view written, normalized;
  } const rows[] = {
      {R"(HKLM\Security\Policies\Policies)", R"(HKLM\Security\Policies\Policies)"},
      {R"(HKEY_LOCAL_MACHINE\Security\Policies\Policies)", R"(HKLM\Security\Policies\Policies)"},
      {R"(HKEY\LOCAL_MACHINE\Security\Policies\Policies\)", R"(HKLM\Security\Policies\Policies)"},
      {R"(hklm\SECURITY\policies\)", R"(HKLM\SECURITY\policies)"},
      {R"(hkey_Local_Machine\A)", R"(HKLM\A)"},
      {R"(hkey\local_machine\A)", R"(HKLM\A)"},
      {R"(HKCU\A)", R"(HKCU\A)"},
      {R"(HKEY_CURRENT_USER\A)", R"(HKCU\A)"},
      {R"(HKEY\CURRENT_USER\A)", R"(HKCU\A)"},
      {R"(HKCR\.cer)", R"(HKCR\.cer)"},
      {R"(HKEY_CLASSES_ROOT\.cer)", R"(HKCR\.cer)"},
      {R"(HKU\A)", R"(HKU\A)"},
      {R"(HKEY_USERS\A)", R"(HKU\A)"},
      {R"(HKLM)", R"(HKLM)"},
      {R"(HKLM\)", R"(HKLM)"},
      {R"(HKLM\A.B\C D\/)", R"(HKLM\A.B\C D\/)"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.written);
    const auto key = NormalizeKey(row.written);
    ASSERT_TRUE(key.ok());
    EXPECT_EQ(key.value(), row.normalized);
  }
}

TEST(NormalizeKey, RefusesAKeyOfMoreThan4096Bytes) {
  const std::string longest = "HKLM\\" + std::string(4091, 'x');
  EXPECT_TRUE(NormalizeKey(longest).ok());
  EXPECT_FALSE(NormalizeKey(longest + "x").ok());
}

TEST(NormalizeKey, RefusesEverythingElseAndNamesIt) {
  for (const std::string_view path : {R"()",
                                      R"(\)",
                                      R"(Security\Policies)",
                                      R"(\HKLM\A)",
                                      R"( HKLM\A)",
                                      R"([HKLM\A])",
                                      R"(HKLMX\A)",
                                      R"(HKLM/A)",
                                      R"(HKLM:\A)",
                                      R"(HKEY)",
                                      R"(HKEY\)",
                                      R"(HKEY\A)",
                                      R"(HKEY_LOCAL_MACHINES\A)",
                                      R"(HKEY LOCAL_MACHINE\A)",
                                      R"(HKEY\LOCAL_MACHINEX)",
                                      R"(HKEY\\LOCAL_MACHINE\A)",
                                      R"(HK)",
                                      R"(HKPD\A)",
                                      R"(HKLM\\A)",
                                      R"(HKLM\A\\B)",
                                      R"(HKLM\A\B\\\C)"}) {
    SCOPED_TRACE(path);
    const auto key = NormalizeKey(path);
    ASSERT_FALSE(key.ok());
    EXPECT_NE(key.error().text.find("`" + std::string(path) + "`"), std::string::npos) << key.error().text;
  }
}

TEST(FormatRegistryData, NamesTheTypeAndTheData) {
  EXPECT_EQ(FormatRegistryData(128U), "dword:128");
  EXPECT_EQ(FormatRegistryData(0xFFFFFFFFU), "dword:4294967295");
  EXPECT_EQ(FormatRegistryData(RegistryText{"text"}), "string:text");
  EXPECT_EQ(FormatRegistryData(RegistryText{""}), "string:");
  EXPECT_EQ(FormatRegistryData(RegistryExpandText{"%a%"}), "expand:%a%");
  EXPECT_EQ(FormatRegistryData(RegistryMultiText{{"a", "b"}}), "multi:[a, b]");
  EXPECT_EQ(FormatRegistryData(RegistryMultiText{}), "multi:[]");
  EXPECT_EQ(FormatRegistryData(RegistryBinary{std::string("\x01\x02\xFF\x00", 4)}), "binary:01 02 ff 00");
  EXPECT_EQ(FormatRegistryData(RegistryBinary{}), "binary:");
}

TEST(IsAtOrBelow, GoesByWholePartsInAnyCase) {
  EXPECT_TRUE(IsAtOrBelow(R"(HKLM\Security)", R"(HKLM\Security)"));
  EXPECT_TRUE(IsAtOrBelow(R"(hklm\SECURITY\Policies\Policies)", R"(HKLM\Security)"));
  EXPECT_FALSE(IsAtOrBelow(R"(HKLM\SecurityX)", R"(HKLM\Security)"));
  EXPECT_FALSE(IsAtOrBelow(R"(HKLM)", R"(HKLM\Security)"));
  EXPECT_FALSE(IsAtOrBelow(R"(HKCU\Security)", R"(HKLM\Security)"));
  EXPECT_FALSE(IsAtOrBelow(R"(HKLM\A\HKLM\Security)", R"(HKLM\Security)"));
}

TEST(Registry, ListsAKeyThenItsValuesThenWhatIsBelow) {
  EXPECT_EQ(WithImage().Entries(),
            (Lines{R"(HKLM)", R"(HKLM\A)", R"(HKLM\A|x=dword:1)", R"(HKLM\A\B)", R"(HKLM\A\B|y=dword:2)",
                   R"(HKLM\A\B\C)", R"(HKLM\A-B)", R"(HKLM\A-B|z=dword:3)"}));
}

TEST(Registry, LooksKeysAndValuesUpInAnyCase) {
  const Registry registry = WithImage();
  EXPECT_EQ(registry.View().Value(R"(hklm\a\b)", "Y"), RegistryData(2U));
  EXPECT_TRUE(registry.View().KeyExists(R"(HKLM\a\B\c)"));
  for (const std::string_view name : {"", "yy", "x"}) EXPECT_FALSE(registry.View().Value(R"(HKLM\A\B)", name)) << name;
  for (const std::string_view key : {"", "HKCU", R"(HKLM\B)", R"(HKLM\A\)", R"(HKLM\A\B\C\D)", R"(HKLM\A|x)"}) {
    EXPECT_FALSE(registry.View().KeyExists(key)) << key;
    EXPECT_FALSE(registry.View().Value(key, "x")) << key;
  }
}

TEST(Registry, HoldsAllFiveTypesAndTheEmptyName) {
  Registry registry;
  const RegistryData all[] = {7U, RegistryText{"a"}, RegistryExpandText{"a"}, RegistryMultiText{{"a"}},
                              RegistryBinary{"a"}};
  for (const RegistryData& data : all) {
    registry.Set(R"(HKLM\A)", "", data);
    EXPECT_EQ(registry.View().Value(R"(HKLM\A)", ""), data);
  }
  EXPECT_TRUE(registry.View().KeyExists(R"(HKLM\A)"));
  DeleteRegistryValue(registry.image, registry.changes, R"(HKLM\A)", "");
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A)", ""));
  EXPECT_TRUE(registry.View().KeyExists(R"(HKLM\A)"));
}

TEST(SetRegistryValue, ReplacesAValueOfTheImageAndMakesTheKeysAbove) {
  Registry registry = WithImage();
  registry.Set(R"(hklm\a)", "X", RegistryText{"new"});
  registry.Set(R"(HKCU\New\Deep)", "v", 5U);
  EXPECT_EQ(registry.Entries(),
            (Lines{R"(HKCU)", R"(HKCU\New)", R"(HKCU\New\Deep)", R"(HKCU\New\Deep|v=dword:5)", R"(HKLM)", R"(HKLM\A)",
                   R"(hklm\a|X=string:new)", R"(HKLM\A\B)", R"(HKLM\A\B|y=dword:2)", R"(HKLM\A\B\C)", R"(HKLM\A-B)",
                   R"(HKLM\A-B|z=dword:3)"}));
}

TEST(SetRegistryValue, ToWhatTheImageHasIsNoChange) {
  Registry registry = WithImage();
  registry.Set(R"(HKLM\A)", "x", 1U);
  EXPECT_TRUE(registry.changes.empty());
  registry.Set(R"(HKLM\A)", "x", 2U);
  registry.Set(R"(HKLM\A)", "x", 1U);
  EXPECT_TRUE(registry.changes.empty());
  DeleteRegistryValue(registry.image, registry.changes, R"(HKLM\A)", "x");
  registry.Set(R"(HKLM\A)", "x", 1U);
  EXPECT_TRUE(registry.changes.empty());
  DeleteRegistryKey(registry.changes, R"(HKLM\A)");
  registry.Set(R"(HKLM\A)", "x", 1U);
  EXPECT_EQ(registry.View().Value(R"(HKLM\A)", "x"), RegistryData(1U));
  EXPECT_FALSE(registry.View().KeyExists(R"(HKLM\A\B)"));
}

TEST(SetRegistryValue, LeavesTheImageAsItWas) {
  Registry registry = WithImage();
  const RegistryRows before = registry.image;
  registry.Set(R"(HKLM\A)", "x", 9U);
  DeleteRegistryKey(registry.changes, R"(HKLM\A-B)");
  EXPECT_EQ(registry.image, before);
}

TEST(DeleteRegistryValue, HidesTheValueAndKeepsTheKey) {
  Registry registry = WithImage();
  DeleteRegistryValue(registry.image, registry.changes, R"(HKLM\a)", "X");
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A)", "x"));
  EXPECT_TRUE(registry.View().KeyExists(R"(HKLM\A)"));
  registry.Set(R"(HKLM\A)", "x", 4U);
  EXPECT_EQ(registry.View().Value(R"(HKLM\A)", "x"), RegistryData(4U));
}

TEST(DeleteRegistryValue, OfWhatTheImageHasNotLeavesNoChange) {
  Registry registry = WithImage();
  const RegistryRows before = registry.changes;
  SetRegistryValue(registry.image, registry.changes, R"(HKLM\a)", "new", 1U);
  DeleteRegistryValue(registry.image, registry.changes, R"(HKLM\a)", "new");
  EXPECT_EQ(registry.changes, before);
}

TEST(DeleteRegistryKey, HidesEverythingBelowAndNothingBeside) {
  Registry registry = WithImage();
  registry.Set(R"(HKLM\A\New)", "n", 1U);
  DeleteRegistryKey(registry.changes, R"(hklm\A)");
  EXPECT_EQ(registry.Entries(), (Lines{R"(HKLM)", R"(HKLM\A-B)", R"(HKLM\A-B|z=dword:3)"}));
  for (const std::string_view key : {R"(HKLM\A)", R"(HKLM\A\B)", R"(HKLM\A\B\C)", R"(HKLM\A\New)"}) {
    EXPECT_FALSE(registry.View().KeyExists(key)) << key;
  }
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A\B)", "y"));
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A\New)", "n"));
}

TEST(DeleteRegistryKey, AKeyMadeAgainDoesNotShowWhatTheImageHas) {
  Registry registry = WithImage();
  DeleteRegistryKey(registry.changes, R"(HKLM\A)");
  registry.Set(R"(HKLM\A\B)", "new", 1U);
  EXPECT_EQ(registry.Entries(), (Lines{R"(HKLM)", R"(HKLM\A)", R"(HKLM\A\B)", R"(HKLM\A\B|new=dword:1)", R"(HKLM\A-B)",
                                       R"(HKLM\A-B|z=dword:3)"}));
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A)", "x"));
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A\B)", "y"));
  EXPECT_FALSE(registry.View().KeyExists(R"(HKLM\A\B\C)"));
}

TEST(DeleteRegistryKey, OfAKeyBelowLeavesItsParentsAlone) {
  Registry registry = WithImage();
  DeleteRegistryKey(registry.changes, R"(HKLM\A\B)");
  MakeRegistryKey(registry.image, registry.changes, R"(HKLM\A\B)");
  EXPECT_EQ(registry.View().Value(R"(HKLM\A)", "x"), RegistryData(1U));
  EXPECT_TRUE(registry.View().KeyExists(R"(HKLM\A\B)"));
  EXPECT_FALSE(registry.View().Value(R"(HKLM\A\B)", "y"));
  DeleteRegistryKey(registry.changes, R"(HKLM\A)");
  EXPECT_FALSE(registry.View().KeyExists(R"(HKLM\A\B)"));
}

TEST(MakeRegistryKey, OfAKeyThatIsThereChangesNothing) {
  Registry registry = WithImage();
  MakeRegistryKey(registry.image, registry.changes, R"(hklm\a\b)");
  EXPECT_TRUE(registry.changes.empty());
}

}  // namespace
}  // namespace wmsim
