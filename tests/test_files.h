// Where tests find files: those of the project, and the real inputs that are kept outside it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace wmsim {

// SourcePath returns a file of the project.
inline std::filesystem::path SourcePath(const std::string& below) {
  return std::filesystem::path(WMSIM_SOURCE_DIR) / below;
}

// TestDataPath returns a file of the real inputs: below WMSIM_TEST_DATA, or shared/data beside the checkout. The files
// may be absent; a test that needs one skips itself then.
inline std::filesystem::path TestDataPath(const std::string& below) {
  const char* folder = std::getenv("WMSIM_TEST_DATA");
  const std::filesystem::path root =
      folder != nullptr ? folder : std::filesystem::path(WMSIM_SOURCE_DIR) / ".." / "shared" / "data";
  return root / below;
}

inline std::string ReadAll(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// SuiteBytes returns the bytes of a certificate file of the suite.
inline std::string SuiteBytes(const std::string& name) { return ReadAll(SourcePath("scenarios/suite/certs/" + name)); }

}  // namespace wmsim
