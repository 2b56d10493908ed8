// A suite with device files, and the devices that they describe.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/cli_runner.h"
#include "tests/devices.h"

namespace wmsim {

// devices/ holds the device files of a suite, certs/ its certificates; outside/ lies beside the suite.
class DeviceFileTest : public testing::Test {
 protected:
  DeviceFileTest() {
    folder_.Write("suite/suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer", "suite/certs/contoso-root.cer");
    folder_.Put("fabrikam-root.cer", "suite/certs/fabrikam-root.cer");
    folder_.Put("garbage.cer", "suite/certs/garbage.cer");
  }

  const ScenarioFolder& folder() const { return folder_; }
  void Write(const std::string& name, std::string_view text) const { folder_.Write("suite/devices/" + name, text); }

  // The image of a file of devices/.
  Result<std::shared_ptr<const Image>> ImageOfFile(const std::string& name, RunCaches& caches,
                                                   const std::vector<std::filesystem::path>& allowed = {}) const {
    Surroundings surroundings{caches, {folder_.path() / "suite", folder_.path() / "suite", allowed}};
    return ImageOf("devices/" + name, surroundings);
  }

  // The device that a file of devices/ describes, having just started.
  Device BootFile(const std::string& name) const {
    RunCaches caches;
    const auto image = ImageOfFile(name, caches);
    if (!image.ok()) {
      ADD_FAILURE() << FormatDiagnostic({image.error().file, {image.error().line, 0}, image.error().text});
      return BootProfile("guide-pocket-pc");
    }
    return Boot(image.value(), {}, image.value()->profile.clock);
  }
  Device BootText(std::string_view text) const {
    Write("x.yaml", text);
    return BootFile("x.yaml");
  }

  // "FILE:LINE:COLUMN: TEXT" of a file that describes no device.
  std::string ErrorOf(const std::string& name, const std::vector<std::filesystem::path>& allowed = {}) const {
    RunCaches caches;
    const auto image = ImageOfFile(name, caches, allowed);
    if (image.ok()) return "";
    const Error& error = image.error();
    return FormatDiagnostic({error.file, {error.line, error.column}, error.text});
  }
  std::string ErrorOfText(std::string_view text) const {
    Write("x.yaml", text);
    return ErrorOf("x.yaml");
  }

  // What comes of a scenario of the suite, from its line 2 on.
  std::string Run(std::string_view rest) const {
    return Ran(folder_.Write("suite/sub/s.yaml", "scenario: S\n" + std::string(rest))).Text();
  }

  // wmsim called in the folder of the suite, or in another.
  CliResult Wmsim(const std::vector<std::string>& arguments) const {
    return Wmsim(arguments, folder_.path() / "suite");
  }
  CliResult Wmsim(const std::vector<std::string>& arguments, const std::filesystem::path& current) const {
    return cli_.RunIn(current, arguments);
  }

  static Thumbprint ThumbprintOf(const std::string& certificate) {
    return ParseCertificate(SuiteBytes(certificate)).value()->thumbprint;
  }

 private:
  ScenarioFolder folder_;
  Cli cli_;
};

inline bool Holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// InRegistry returns the value of a policy in the registry.
inline std::optional<std::uint32_t> InRegistry(const Device& device, PolicyId id) {
  return StateOf(device, id).registry;
}

}  // namespace wmsim
