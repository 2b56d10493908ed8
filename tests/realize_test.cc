// From a cell to a scenario that shows it. What comes back must be decided in exactly the cell that was asked for, and
// must pass where it is written to a folder; the cells are the design's and the documents', not what came out.
#include "scenarios/runner/realize.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "policy_engine/actions.h"
#include "scenarios/language/yaml_writer.h"
#include "tests/cli_runner.h"

namespace wmsim {
namespace {

using Devices = std::vector<std::string>;

Devices EveryDevice() {
  Devices names;
  for (const Profile& profile : Profiles()) names.push_back(profile.name);
  return names;
}

// A cell by the words of some of its facts; the first class of each other.
Cell CellWith(const Action& action, const std::map<std::string, std::string>& words) {
  Cell cell{};
  std::size_t known = 0;
  for (std::size_t i = 0; i < action.fields.size(); ++i) {
    const auto word = words.find(std::string(action.fields[i].name));
    if (word == words.end()) continue;
    const auto classes = action.fields[i].classes;
    cell[i] = static_cast<std::uint8_t>(std::ranges::find(classes, word->second) - classes.begin());
    EXPECT_LT(cell[i], classes.size()) << word->first << " " << word->second;
    ++known;
  }
  EXPECT_EQ(known, words.size());
  return cell;
}

void WriteTo(const ScenarioFolder& folder, const std::string& name, const MadeScenario& made) {
  folder.Write(name, YamlText(made.root));
  for (const auto& [file, bytes] : made.files) folder.Write(file, bytes);
}

// The cell in which the last step of a written scenario is decided.
testing::AssertionResult IsDecidedIn(const std::filesystem::path& file, const Action& action, const Cell& cell) {
  const Ran ran(file);
  if (ran.summary().passed != 1) return testing::AssertionFailure() << ran.Text();
  const auto& result = ran.report().steps.back().result;
  if (!result || !result->verdict) return testing::AssertionFailure() << "nothing was decided";
  if (result->verdict->action != &action || result->verdict->cell != cell) {
    return testing::AssertionFailure() << "another cell";
  }
  return testing::AssertionSuccess();
}

// Loader facts of the guide's devices, as they ship.
const std::map<std::string, std::string> kGuideLoader{{"checked", "yes"}, {"4102", "0"},        {"4122", "0"},
                                                      {"4123", "1"},      {"remembered", "no"}, {"answer", "yes"}};
std::map<std::string, std::string> Guide(std::map<std::string, std::string> words) {
  words.insert(kGuideLoader.begin(), kGuideLoader.end());
  return words;
}

// Design 4, the first walk: on a restricted guide-smartphone an intermediate goes to SPAddCert.
TEST(Realize, ShowsTheWalkOfTheRestrictedSmartphone) {
  const Cell cell = CellWith(kSpAddCertAction, Guide({{"operator-restricted", "yes"},
                                                      {"tool-signed-by", "none"},
                                                      {"format", "der"},
                                                      {"certificate-kind", "intermediate"},
                                                      {"already-there", "no"}}));
  const auto made = Realize(kSpAddCertAction, cell, Devices{"guide-smartphone"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->root.Find("scenario")->text,
            "spaddcert on guide-smartphone: operator-restricted, and still unsigned-apps-not-allowed, "
            "spaddcert-roots-only");
  EXPECT_EQ(FlowText(*made->root.Find("given")), "{operator-restricted: true}");
  const Node& step = made->root.Find("steps")->items.front();
  EXPECT_EQ(step.Find("spaddcert")->text, "contoso-intermediate.cer");
  EXPECT_EQ(step.Find("answer"), nullptr);  // nothing is asked
  EXPECT_EQ(made->files.size(), 1U);
  const Node& expect = *step.Find("expect");
  EXPECT_EQ(expect.Find("outcome")->text, "refused");
  EXPECT_EQ(expect.Find("rule")->text, "operator-restricted");
  EXPECT_EQ(FlowText(*expect.Find("blockers")), "[spaddcert-roots-only, unsigned-apps-not-allowed]");
}

// The second: wm6-professional, Certinst, a root.
TEST(Realize, ShowsTheWalkOfCertinst) {
  const Cell cell = CellWith(kCertinstAction, {{"tool-present", "yes"},
                                               {"needed-role", "user-auth"},
                                               {"grants-manager", "no"},
                                               {"format-taken", "yes"},
                                               {"certificate-kind", "root"}});
  const auto made = Realize(kCertinstAction, cell, Devices{"wm6-professional"});
  ASSERT_TRUE(made);
  EXPECT_EQ(made->root.Find("given"), nullptr);
  const Node& step = made->root.Find("steps")->items.front();
  EXPECT_EQ(step.Find("answer")->text, "yes");
  EXPECT_EQ(step.Find("expect")->Find("outcome")->text, "installed");
  EXPECT_EQ(step.Find("expect")->Find("part")->text, "user");
}

// The third: guide-pocket-pc, a third-party editor, 4102 as it ships and 1.
TEST(Realize, ShowsTheWalkOfTheEditor) {
  auto words = Guide({{"via", "third-party-editor"},
                      {"tool-present", "yes"},
                      {"signed-by", "none"},
                      {"4097", "2"},
                      {"key-protected", "yes"},
                      {"as-wanted", "no"}});
  const auto blocked = Realize(kRegistryWriteAction, CellWith(kRegistryWriteAction, words), Devices{"guide-pocket-pc"});
  ASSERT_TRUE(blocked);
  EXPECT_EQ(blocked->root.Find("given"), nullptr);
  words["4102"] = "1";
  const auto asked = Realize(kRegistryWriteAction, CellWith(kRegistryWriteAction, words), Devices{"guide-pocket-pc"});
  ASSERT_TRUE(asked);
  EXPECT_EQ(FlowText(*asked->root.Find("given")), "{policies: {4102: 1}}");
  EXPECT_EQ(asked->root.Find("steps")->items.front().Find("expect")->Find("outcome")->text, "changed");
}

TEST(Realize, TakesTheFirstDeviceThatCan) {
  auto words = kGuideLoader;
  words["signed-by"] = "none";
  const Cell cell = CellWith(kRunAppAction, words);
  const auto device_of = [&](const Devices& devices) {
    const auto made = Realize(kRunAppAction, cell, devices);
    return made ? made->root.Find("device")->text : "";
  };
  EXPECT_EQ(device_of({"guide-pocket-pc", "wm5-smartphone"}), "guide-pocket-pc");
  EXPECT_EQ(device_of({"wm5-smartphone", "guide-pocket-pc"}), "wm5-smartphone");
  EXPECT_EQ(device_of({"pocket-pc-2003", "wm5-smartphone"}), "wm5-smartphone");  // it checks nothing
  EXPECT_EQ(device_of({"no-such-device", "wm5-smartphone"}), "wm5-smartphone");
  EXPECT_EQ(device_of({"pocket-pc-2003"}), "");
  EXPECT_EQ(device_of({}), "");
}

// A certificate that came while Communicator Mobile ran, and a program with normal trust, cannot be given.
TEST(Realize, PreparesWhatCannotBeGiven) {
  const Cell waits = CellWith(kSignInAction, {{"seen-good", "no"},
                                              {"root-there", "yes"},
                                              {"hashes-known", "yes"},
                                              {"signatures-good", "yes"},
                                              {"issuers-good", "yes"},
                                              {"dates-valid", "yes"},
                                              {"host-matches", "yes"}});
  const auto sign_in = Realize(kSignInAction, waits, EveryDevice());
  ASSERT_TRUE(sign_in);
  const auto& steps = sign_in->root.Find("steps")->items;
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_NE(steps[0].Find("store-add"), nullptr);
  EXPECT_EQ(steps[1].Find("expect")->Find("outcome")->text, "restart-required");
  const Cell normal = CellWith(kLoadDllAction, {{"checked", "yes"},
                                                {"signed-by", "unprivileged"},
                                                {"4102", "1"},
                                                {"4122", "1"},
                                                {"4123", "0"},
                                                {"process-trust", "normal"}});
  const auto load = Realize(kLoadDllAction, normal, EveryDevice());
  ASSERT_TRUE(load);
  EXPECT_EQ(load->root.Find("steps")->items.size(), 2U);
}

TEST(Realize, ReturnsNothingForWhatCannotBe) {
  struct Row {
    const Action& action;
    std::map<std::string, std::string> words;
  };
  const Row rows[] = {
      {kRunAppAction, {{"checked", "no"}, {"4102", "1"}}},  // Pocket PC 2003 has no 4102 either
      {kRunAppAction, {{"checked", "yes"}, {"4102", "absent"}, {"4122", "0"}, {"4123", "1"}}},  // its default counts
      {kSpAddCertAction, Guide({{"format", "der"}, {"certificate-kind", "unread"}})},
      {kSpAddCertAction, Guide({{"format", "pkcs7"}, {"certificate-kind", "unread"}, {"already-there", "yes"}})},
      {kCertinstAction, {{"tool-present", "no"}, {"needed-role", "user-auth"}}},  // every version 6 has it
      {kCertinstAction, {{"tool-present", "yes"}, {"holds-none", "yes"}, {"certificate-kind", "root"}}},
      {kRegistryWriteAction, Guide({{"via", "rapi"}, {"tool-present", "no"}, {"4097", "2"}})},
      {kRegistryWriteAction,
       Guide({{"via", "built-in-editor"}, {"tool-present", "yes"}, {"signed-by", "operator"}, {"4097", "2"}})},
      {kRapiCallAction, {{"4097", "2"}, {"what", "invoke"}, {"protected", "yes"}}},
      {kInstallCabAction, {{"package", "cpf"}, {"checked", "yes"}, {"4101", "mask"}, {"silent", "no"}}},
      {kProvisionAction,
       {{"command-line-good", "yes"}, {"over-rapi", "yes"}, {"rapi", "2"}, {"push-discarded", "yes"}}},
      {kSignInAction, {{"seen-good", "yes"}, {"root-there", "no"}}},
  };
  for (const Row& row : rows) {
    const Cell cell = CellWith(row.action, row.words);
    EXPECT_FALSE(Realize(row.action, cell, EveryDevice())) << row.action.name << " " << row.words.begin()->first;
  }
}

// Every cell of the small actions and a sample of the others: what comes back is what was asked for, for wmsim run too.
TEST(Realize, ReturnsScenariosThatPassInTheirCell) {
  const Cli cli;
  const Devices devices = EveryDevice();
  Realizer realizer(devices);
  std::mt19937 random(2009);
  std::size_t written = 0;
  for (const Action* action : Actions()) {
    constexpr std::size_t kMost = 60;
    std::vector<Cell> cells;
    realizer.VisitReach(*action, [&](const Cell& cell) {
      cells.push_back(cell);
      return true;
    });
    std::shuffle(cells.begin(), cells.end(), random);
    cells.resize(std::min<std::size_t>(cells.size(), 8 * kMost));
    std::size_t of_action = 0;
    for (const Cell& cell : cells) {
      const auto made = of_action < kMost ? realizer.Realize(*action, cell) : std::nullopt;
      if (!made) continue;
      ++of_action;
      const std::string name = std::string(action->name) + "-" + std::to_string(++written) + ".yaml";
      WriteTo(cli.folder(), name, *made);
      EXPECT_TRUE(IsDecidedIn(cli.folder().path() / name, *action, cell)) << YamlText(made->root);
    }
    EXPECT_GT(of_action, 0U) << action->name;
  }
  const CliResult run = cli.Run({"run", "--quiet", "."});
  EXPECT_EQ(run.exit, 0) << run;
  EXPECT_TRUE(run.Says(std::to_string(written) + " passed")) << run;
}

}  // namespace
}  // namespace wmsim
