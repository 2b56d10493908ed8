#include "scenarios/report/junit.h"

#include <gtest/gtest.h>

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

namespace pt = boost::property_tree;

// The one testsuite of a report, read back. Throws where the text is not XML.
pt::ptree SuiteOf(const std::string& xml) {
  std::istringstream in(xml);
  pt::ptree tree;
  pt::read_xml(in, tree);
  return tree.get_child("testsuites.testsuite");
}

std::vector<pt::ptree> CasesOf(const pt::ptree& suite) {
  std::vector<pt::ptree> cases;
  for (const auto& [name, child] : suite) {
    if (name == "testcase") cases.push_back(child);
  }
  return cases;
}

std::string Attribute(const pt::ptree& element, const std::string& name) {
  return element.get<std::string>("<xmlattr>." + name, "(missing)");
}

class JUnitTest : public testing::Test {
 protected:
  JUnitTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer");
  }
  std::string Report(const std::string& yaml) {
    const Ran ran(folder_.Write("sub/x.yaml", yaml));
    return RunJUnit(ran.records(), ran.summary());
  }
  ScenarioFolder folder_;
};

TEST_F(JUnitTest, CountsTestsFailuresAndErrors) {
  const pt::ptree suite =
      SuiteOf(Report("scenario: S\n"
                     "matrix: {grant: [16, 128, 0]}\n"
                     "given: {policies: {4119: '${grant}'}}\n"
                     "steps: [{certinst: ../contoso-root.cer}]\n"));
  EXPECT_EQ("3", Attribute(suite, "tests"));
  EXPECT_EQ("2", Attribute(suite, "failures"));
  EXPECT_EQ("0", Attribute(suite, "errors"));
  EXPECT_EQ("0", Attribute(suite, "skipped"));
  const std::vector<pt::ptree> cases = CasesOf(suite);
  ASSERT_EQ(3U, cases.size());
  EXPECT_EQ("S [grant=16]", Attribute(cases[0], "name"));
  EXPECT_EQ(0U, cases[0].count("failure"));
  EXPECT_EQ(1U, cases[1].count("failure"));
  EXPECT_EQ(1U, cases[2].count("failure"));
}

TEST_F(JUnitTest, GivesEveryCaseItsFileAndLine) {
  for (const char* yaml :
       {"scenario: S\nsteps: [{restart: }]\n", "# a comment\nscenario: S\nsteps: [{restart: }]\n",
        "scenario: S\nsteps: [{certinst: ../contoso-root.cer}]\n", "scenario: S\nskip: x\nsteps: [{restart: }]\n",
        "scenario: S\nsteps: [{certinst: missing.cer}]\n", "not: [yaml\n", ""}) {
    SCOPED_TRACE(yaml);
    const std::vector<pt::ptree> cases = CasesOf(SuiteOf(Report(yaml)));
    ASSERT_EQ(1U, cases.size());
    EXPECT_TRUE(Attribute(cases[0], "file").ends_with("x.yaml")) << Attribute(cases[0], "file");
    EXPECT_EQ(yaml[0] == '#' ? "2" : "1", Attribute(cases[0], "line"));
    EXPECT_NE("(missing)", Attribute(cases[0], "name"));
    EXPECT_NE("(missing)", Attribute(cases[0], "classname"));
  }
}

TEST_F(JUnitTest, TellsFailuresErrorsAndSkips) {
  struct Row {
    const char* yaml;
    const char* element;
    const char* says;
  };
  for (const Row& row : std::vector<Row>{
           {"scenario: S\nsteps:\n  - certinst: ../contoso-root.cer\n    expect: {outcome: installed}\n", "failure",
            "x.yaml:4:23"},
           {"scenario: S\nxfail: the reason\nsteps: [{restart: }]\n", "failure", "the reason"},
           {"scenario: S\nskip: the reason\nsteps: [{restart: }]\n", "skipped", "the reason"},
           {"scenario: S\nxfail: the reason\nsteps: [{certinst: ../contoso-root.cer}]\n", "skipped", "the reason"},
           {"scenario: S\nsteps:\n  - certinst: missing.cer\n", "error", "x.yaml:3:5"},
           {"scenario: S\nsteps:\n  - reboot:\n", "error", "x.yaml:3:5"},
       }) {
    SCOPED_TRACE(row.yaml);
    const pt::ptree suite = SuiteOf(Report(row.yaml));
    const std::vector<pt::ptree> cases = CasesOf(suite);
    ASSERT_EQ(1U, cases.size());
    ASSERT_EQ(1U, cases[0].count(row.element));
    const pt::ptree& verdict = cases[0].get_child(row.element);
    EXPECT_NE(std::string::npos, (verdict.data() + Attribute(verdict, "message")).find(row.says));
    const std::string element = row.element;
    EXPECT_EQ(element == "failure" ? "1" : "0", Attribute(suite, "failures"));
    EXPECT_EQ(element == "error" ? "1" : "0", Attribute(suite, "errors"));
    EXPECT_EQ(element == "skipped" ? "1" : "0", Attribute(suite, "skipped"));
  }
}

// XML 1.0 knows only these characters; the text is UTF-8.
std::string FirstBadCharacter(const std::string& xml) {
  for (std::size_t i = 0; i < xml.size();) {
    const auto byte = [&](std::size_t at) -> unsigned {
      return at < xml.size() ? static_cast<unsigned char>(xml[at]) : 0U;
    };
    const unsigned lead = byte(i);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    unsigned code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    bool good = lead < 0x80 || (lead >= 0xC2 && lead < 0xF5);
    for (std::size_t k = 1; k < length; ++k) {
      good = good && (byte(i + k) & 0xC0U) == 0x80U;
      code = code << 6U | (byte(i + k) & 0x3FU);
    }
    good = good && (length < 3 || code >= 0x800) && (length < 4 || (code >= 0x10000 && code <= 0x10FFFF));
    good = good && (code >= 0x20 || code == '\n' || code == '\r' || code == '\t');
    good = good && (code < 0xD800 || code > 0xDFFF) && code != 0xFFFE && code != 0xFFFF;
    if (!good) return testing::PrintToString(xml.substr(i, length));
    i += length;
  }
  return "";
}

TEST_F(JUnitTest, IsWellFormedWhateverTheNamesAre) {
  for (const std::string name :
       {R"("a < b & c > d ]]> ' --")", R"("\e[31mred\a")", R"("\xff\u009b\x7f")", R"("\uffff\ufffe")",
        R"("two\nlines")", "'<testcase name=\"x\"/>'", R"("\t\r")", R"("\0")", R"("\U0001F600")"}) {
    SCOPED_TRACE(name);
    for (const char* rest :
         {"steps: [{restart: }]\n", "steps: [{certinst: ../contoso-root.cer}]\n", "steps: [{reboot: }]\n"}) {
      const std::string xml = Report("scenario: " + name + "\ntags: [" + name + "]\n" + rest);
      EXPECT_EQ("", FirstBadCharacter(xml));
      EXPECT_EQ(1U, CasesOf(SuiteOf(xml)).size());
    }
    const std::string reason = Report("scenario: S\nskip: " + name + "\nsteps: [{restart: }]\n");
    EXPECT_EQ("", FirstBadCharacter(reason));
    EXPECT_EQ(1U, CasesOf(SuiteOf(reason)).at(0).count("skipped"));
    const std::string missing = Report("scenario: S\nsteps: [{certinst: " + name + "}]\n");
    EXPECT_EQ("", FirstBadCharacter(missing));
    EXPECT_EQ(1U, CasesOf(SuiteOf(missing)).size());
  }
}

TEST_F(JUnitTest, KeepsTheNameOfACase) {
  const std::vector<pt::ptree> cases =
      CasesOf(SuiteOf(Report("scenario: \"a < b & \\\"c\\\" 'd' > e\"\nsteps: [{restart: }]\n")));
  ASSERT_EQ(1U, cases.size());
  EXPECT_EQ("a < b & \"c\" 'd' > e", Attribute(cases[0], "name"));
}

TEST_F(JUnitTest, IsTheSameOnEveryRunAndNamesNoMachine) {
  const std::string yaml = "scenario: S\nsteps: [{certinst: ../contoso-root.cer}]\n";
  const std::string report = Report(yaml);
  EXPECT_EQ(report, Report(yaml));
  EXPECT_EQ(std::string::npos, report.find("timestamp"));
  EXPECT_EQ(std::string::npos, report.find("hostname"));
}

}  // namespace
}  // namespace wmsim
