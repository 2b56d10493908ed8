// What files a scenario may reach: its own suite, and the folders that the user allows.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

namespace fs = std::filesystem;

// outside/ and suite-too/ lie beside suite/, the only folder that its scenarios may read.
class PathTest : public testing::Test {
 protected:
  PathTest() {
    folder_.Write("suite/suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer", "suite/certs/in.cer");
    folder_.Put("contoso-root.cer", "outside/out.cer");
    folder_.Put("contoso-root.cer", "suite-too/out.cer");
    folder_.Put("ocs-direct.pem", "outside/out.pem");
    fs::create_directories(folder_.path() / "suite/sub");
    fs::create_symlink(folder_.path() / "outside/out.cer", folder_.path() / "suite/sub/link.cer");
    fs::create_directory_symlink(folder_.path() / "outside", folder_.path() / "suite/sub/link");
    fs::create_symlink("../certs/in.cer", folder_.path() / "suite/sub/inner.cer");
    fs::create_symlink("loop.cer", folder_.path() / "suite/sub/loop.cer");
  }

  // Runs one step, or one given, of suite/sub/x.yaml.
  std::string Run(const std::string& rest, const std::vector<fs::path>& allowed = {}) {
    return Ran(folder_.Write("suite/sub/x.yaml", "scenario: S\n" + rest), allowed).Text();
  }
  std::string StoreAdd(const std::string& file, const std::vector<fs::path>& allowed = {}) {
    return Run("steps:\n  - store-add: {file: '" + file + "', store: ROOT}\n", allowed);
  }

  ScenarioFolder folder_;
};

TEST_F(PathTest, ReachesEverythingInItsSuite) {
  for (const std::string file :
       {"../certs/in.cer", "./../certs/./in.cer", "../sub/../certs/in.cer", "inner.cer", "../../suite/certs/in.cer"}) {
    SCOPED_TRACE(file);
    EXPECT_EQ("passed: passed\n", StoreAdd(file));
  }
  EXPECT_EQ("passed: passed\n", StoreAdd((folder_.path() / "suite/certs/in.cer").string()));
}

TEST_F(PathTest, IsRefusedWhatLiesOutside) {
  for (const std::string& file :
       {std::string("../../outside/out.cer"), (folder_.path() / "outside/out.cer").string(), std::string("link.cer"),
        std::string("link/out.cer"), std::string("../sub/link/../outside/out.cer"),
        std::string("../../suite-too/out.cer"), std::string("../../../../../../../../etc/hostname"),
        std::string("/etc/hostname"), std::string("/proc/self/environ"), std::string("../../outside/missing.cer")}) {
    SCOPED_TRACE(file);
    const std::string text = StoreAdd(file);
    EXPECT_TRUE(text.starts_with("error: error\nerror ")) << text;
    EXPECT_NE(std::string::npos, text.find("x.yaml:3:5: ")) << text;
    EXPECT_NE(std::string::npos, text.find(file)) << text;
    EXPECT_NE(std::string::npos, text.find("--allow")) << text;
  }
}

TEST_F(PathTest, IsRefusedThroughEveryDoor) {
  for (const char* rest : {
           "steps:\n  - certinst: ../../outside/out.cer\n",
           "steps:\n  - spaddcert: ../../outside/out.cer\n",
           "steps:\n  - sign-in: {chain: ../../outside/out.pem}\n",
           "steps:\n  - find-root: ../../outside/out.pem\n",
           "steps:\n  - expect-state: {stores: {ROOT: {lacks: [../../outside/out.cer]}}}\n",
           "steps:\n  - restart:\n    expect: {outcome: changed, certificates: [../../outside/out.cer]}\n",
           "given: {stores: {ROOT: [../../outside/out.cer]}}\nsteps:\n  - restart:\n",
           "given: {stores: {ROOT: [{file: link.cer}]}}\nsteps:\n  - restart:\n",
       }) {
    SCOPED_TRACE(rest);
    const std::string text = Run(rest);
    EXPECT_TRUE(text.starts_with("error:")) << text;
    EXPECT_NE(std::string::npos, text.find("--allow")) << text;
  }
}

TEST_F(PathTest, ReachesTheFoldersThatTheUserAllows) {
  const fs::path outside = folder_.path() / "outside";
  for (const std::string& file : {std::string("../../outside/out.cer"), std::string("link.cer"),
                                  std::string("link/out.cer"), (outside / "out.cer").string()}) {
    SCOPED_TRACE(file);
    EXPECT_EQ("passed: passed\n", StoreAdd(file, {outside}));
    EXPECT_EQ("passed: passed\n", StoreAdd(file, {folder_.path() / "nowhere", outside}));
    EXPECT_EQ("passed: passed\n", StoreAdd(file, {outside.string() + "/"}));
    EXPECT_EQ("passed: passed\n", StoreAdd(file, {folder_.path()}));
    EXPECT_TRUE(StoreAdd(file, {folder_.path() / "suite-too"}).starts_with("error:"));
    EXPECT_TRUE(StoreAdd(file, {folder_.path() / "out"}).starts_with("error:"));
  }
}

TEST_F(PathTest, AFolderWithoutASuiteFileIsItsOwnRoot) {
  folder_.Put("contoso-root.cer", "lone/in.cer");
  const auto run = [&](const std::string& file) {
    return Ran(folder_.Write("lone/x.yaml", "{scenario: S, device: guide-pocket-pc, steps: [{store-add: {file: " +
                                                file + ", store: ROOT}}]}"))
        .Text();
  };
  EXPECT_EQ("passed: passed\n", run("in.cer"));
  EXPECT_TRUE(run("../outside/out.cer").starts_with("error:"));
}

TEST_F(PathTest, TheNearestSuiteFileIsTheRoot) {
  folder_.Write("suite/inner/suite.yaml", "device: guide-smartphone\n");
  const auto run = [&](const std::string& file) {
    return Ran(folder_.Write("suite/inner/deep/x.yaml",
                             "{scenario: S, steps: [{store-add: {file: " + file + ", store: ROOT}}]}"))
        .Text();
  };
  folder_.Put("contoso-root.cer", "suite/inner/in.cer");
  EXPECT_EQ("passed: passed\n", run("../in.cer"));
  EXPECT_TRUE(run("../../certs/in.cer").starts_with("error:"));
}

TEST_F(PathTest, TellsWhatIsNoFileThatCanBeRead) {
  fs::create_directories(folder_.path() / "suite/sub/folder.cer");
  for (const char* file : {"missing.cer", "folder.cer", "loop.cer", "in\\0.cer", "../certs/in.cer/x"}) {
    SCOPED_TRACE(file);
    const std::string text = StoreAdd(file);
    EXPECT_TRUE(text.starts_with("error: error\nerror ")) << text;
    EXPECT_NE(std::string::npos, text.find("x.yaml:3:5: ")) << text;
    EXPECT_NE(std::string::npos, text.find(file)) << text;
  }
}

TEST_F(PathTest, RefusesAFileThatIsTooLarge) {
  folder_.Write("suite/sub/big.cer", "x");
  fs::resize_file(folder_.path() / "suite/sub/big.cer", std::uintmax_t{4} << 20);
  EXPECT_TRUE(Run("steps:\n  - certinst: big.cer\n    expect: {outcome: invalid-input}\n").starts_with("passed"));
  fs::resize_file(folder_.path() / "suite/sub/big.cer", (std::uintmax_t{4} << 20) + 1);
  const std::string text = Run("steps:\n  - certinst: big.cer\n    expect: {outcome: invalid-input}\n");
  EXPECT_TRUE(text.starts_with("error: error\n")) << text;
  EXPECT_NE(std::string::npos, text.find("4 MiB")) << text;
}

TEST_F(PathTest, RootsOfASuiteStayInsideItToo) {
  folder_.Write("suite/suite.yaml", "{device: guide-pocket-pc, roots: ../outside}");
  const std::string text = Run("steps:\n  - restart:\n");
  EXPECT_TRUE(text.starts_with("error:")) << text;
  EXPECT_NE(std::string::npos, text.find("suite.yaml")) << text;
  folder_.Write("suite/suite.yaml", "{device: guide-pocket-pc, roots: certs}");
  EXPECT_EQ("passed: passed\n", Run("steps:\n  - restart:\n"));
}

// A link in the folder of roots leads no further than any other path.
TEST_F(PathTest, ALinkAmongTheRootsDoesNotLeadOutside) {
  FileCache files;
  const fs::path root = folder_.path() / "suite";
  fs::create_directories(root / "roots");
  fs::create_symlink(folder_.path() / "outside/out.cer", root / "roots/link.cer");
  const auto roots = files.Folder("roots", PathScope{root, root, {}});
  EXPECT_TRUE(!roots.ok() || roots.value().empty());
}

TEST_F(PathTest, NamesFilesBelowTheirSuite) {
  const Ran ran(folder_.Write("suite/sub/deep.name.yaml", "{scenario: S, steps: [{restart: }]}"));
  EXPECT_EQ("sub/deep.name", ran.file().id);
}

TEST(FindScenarioFiles, FindsEveryScenarioBelowAFolderInOrder) {
  const ScenarioFolder folder;
  for (const char* file : {"b.yaml", "a/z.yml", "a/b.yaml", "readme.md", "a/suite.yaml", "suite.yaml", "a/c/d.yaml"}) {
    folder.Write(file, "x");
  }
  const auto found = FindScenarioFiles(folder.path());
  ASSERT_TRUE(found.ok());
  std::string names;
  for (const fs::path& file : found.value()) names += file.lexically_relative(folder.path()).string() + " ";
  EXPECT_EQ("a/b.yaml a/c/d.yaml a/z.yml b.yaml ", names);
  EXPECT_EQ(1U, FindScenarioFiles(folder.path() / "readme.md").value().size());  // a file is what its caller says
  EXPECT_FALSE(FindScenarioFiles(folder.path() / "nowhere").ok());
  fs::create_directories(folder.path() / "empty");
  EXPECT_TRUE(FindScenarioFiles(folder.path() / "empty").value().empty());
}

TEST(FindScenarioFiles, PassesLinksThatLeadNowhere) {
  const ScenarioFolder folder;
  folder.Write("a.yaml", "x");
  fs::create_symlink("loop.cer", folder.path() / "loop.cer");
  fs::create_symlink("missing.cer", folder.path() / "dangling.cer");
  fs::create_directory_symlink(".", folder.path() / "circle");
  const auto found = FindScenarioFiles(folder.path());
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(1U, found.value().size());
}

}  // namespace
}  // namespace wmsim
