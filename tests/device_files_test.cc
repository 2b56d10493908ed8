// The files of a device.
#include "emulator/device_files.h"

#include <gtest/gtest.h>

#include "tests/devices.h"

namespace wmsim {
namespace {

std::shared_ptr<const std::string> Bytes(std::string_view text) { return std::make_shared<const std::string>(text); }

std::vector<std::string> PathsOf(const Device& device) {
  std::vector<std::string> paths;
  for (const DeviceFile* file : FilesOf(device)) paths.push_back(file->path);
  return paths;
}

using Paths = std::vector<std::string>;

TEST(DevicePath, HasOneForm) {
  const struct {
    std::string_view path, form;
  } rows[] = {
      {R"(\Windows\a.dll)", R"(\Windows\a.dll)"},
      {"Windows/a.dll", R"(\Windows\a.dll)"},
      {R"(\\Windows\\a.dll\)", R"(\Windows\a.dll)"},
      {R"(\Windows\.\x\..\a.dll)", R"(\Windows\a.dll)"},
      {R"(\..\a.dll)", R"(\a.dll)"},
      {"", ""},
      {R"(\)", ""},
      {"..", ""},
  };
  for (const auto& row : rows) EXPECT_EQ(DevicePath(row.path), row.form) << row.path;
}

TEST(FindFile, DoesNotCareForCaseAndForm) {
  Device device = BootProfile("wm6-standard");
  PutFile(device, R"(\Storage\Root.CER)", Bytes("x"));
  for (const std::string_view path : {R"(\storage\root.cer)", "STORAGE/ROOT.CER", R"(\Storage\.\Root.cer)"}) {
    ASSERT_NE(FindFile(device, path), nullptr) << path;
    EXPECT_EQ(FindFile(device, path)->path, R"(\Storage\Root.CER)");
  }
  EXPECT_EQ(FindFile(device, R"(\Storage)"), nullptr);
  EXPECT_EQ(FindFile(device, ""), nullptr);
}

TEST(FolderExists, IsOneThatWasMadeOrIsAboveAFile) {
  Device device = BootProfile("wm6-standard");
  PutFile(device, R"(\Made)", nullptr);
  PutFile(device, R"(\Storage\a\b.txt)", Bytes("b"));
  for (const std::string_view path : {R"(\made)", R"(\Storage)", "storage/A"}) EXPECT_TRUE(FolderExists(device, path));
  for (const std::string_view path : {R"(\Stor)", R"(\Storage\a\b.txt)", R"(\Storage\b)", R"(\None)"}) {
    EXPECT_FALSE(FolderExists(device, path)) << path;
  }
}

TEST(RemoveFile, TakesAFolderWithAllBelow) {
  Device device = BootProfile("wm6-standard");
  PutFile(device, R"(\Temp)", nullptr);
  PutFile(device, R"(\Temp\a\b.txt)", Bytes("b"));
  PutFile(device, R"(\Temporary.txt)", Bytes("t"));
  RemoveFile(device, R"(\TEMP)");
  EXPECT_EQ(PathsOf(device), (Paths{R"(\Temporary.txt)"}));
}

TEST(Burn, KeepsTheFilesInTheRom) {
  Device device = BootProfile("wm6-standard");
  PutFile(device, R"(\Windows\kept.txt)", Bytes("1"));
  PutFile(device, R"(\Windows\gone.txt)", Bytes("2"));
  Device burned = Boot(Burn(device), {}, device.clock);
  RemoveFile(burned, R"(\Windows\gone.txt)");
  PutFile(burned, R"(\Windows\new.txt)", Bytes("3"));
  EXPECT_EQ(PathsOf(burned), (Paths{R"(\Windows\kept.txt)", R"(\Windows\new.txt)"}));
  HardReset(burned);
  EXPECT_EQ(PathsOf(burned), (Paths{R"(\Windows\gone.txt)", R"(\Windows\kept.txt)"}));
}

TEST(DiffDevices, ShowsWhatFilesCameWentAndChanged) {
  Device before = BootProfile("wm6-standard");
  PutFile(before, R"(\a.txt)", Bytes("1"));
  PutFile(before, R"(\b.txt)", Bytes("1"));
  PutFile(before, R"(\same.txt)", Bytes("1"));
  PutFile(before, R"(\size.txt)", Bytes("1"));
  Device after = before;
  PutFile(after, R"(\a.txt)", Bytes("22"));
  RemoveFile(after, R"(\b.txt)");
  PutFile(after, R"(\c)", nullptr);
  PutFile(after, R"(\same.txt)", Bytes("1"));
  PutFile(after, R"(\size.txt)", Bytes("2"));
  std::vector<std::string> lines;
  for (const Change& change : DiffDevices(before, after)) {
    lines.push_back(change.kind + " " + change.where + " " + change.before.value_or("-") + " " +
                    change.after.value_or("-"));
  }
  EXPECT_EQ(lines, (std::vector<std::string>{R"(file \a.txt 1 bytes 2 bytes)", R"(file \b.txt 1 bytes -)",
                                             R"(file \c - a folder)", R"(file \size.txt 1 bytes other 1 bytes)"}));
}

}  // namespace
}  // namespace wmsim
