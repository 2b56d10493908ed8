// Reports for people: what they say, and that nothing from a file reaches the terminal as a command.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "scenarios/report/explain_text.h"
#include "scenarios/report/printable.h"
#include "scenarios/report/run_text.h"
#include "scenarios/report/text.h"
#include "tests/devices.h"
#include "tests/scenario_folder.h"

namespace wmsim {
namespace {

struct Row {
  std::string_view text;
  std::string_view printable;
};

TEST(Printable, LeavesTextAsItIs) {
  for (const std::string_view text :
       {"", "plain text", "two\nlines\n", "Zo\xC3\xAB", "\xE2\x82\xAC 5", "\xF0\x9F\x98\x80", "\xC2\xA0",
        "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBD", R"(C:\x1b)"}) {
    SCOPED_TRACE(text);
    EXPECT_EQ(text, Printable(text));
  }
}

TEST(Printable, WritesControlCharactersAsNumbers) {
  for (const Row& row : std::vector<Row>{
           {"\x1B[31mred\x1B[0m", R"(\x1b[31mred\x1b[0m)"},
           {"\x1B]0;title\x07", R"(\x1b]0;title\x07)"},
           {"a\rb", R"(a\x0db)"},
           {"a\tb", R"(a\x09b)"},
           {"a\bb", R"(a\x08b)"},
           {"\x7F", R"(\x7f)"},
           {std::string_view("a\0b", 3), R"(a\x00b)"},
           {"\xC2\x9B"
            "31m",
            R"(\xc2\x9b31m)"},  // CSI of the second control set
           {"\xC2\x80\xC2\x9F", R"(\xc2\x80\xc2\x9f)"},
           {"\x0E\x0F", R"(\x0e\x0f)"},
       }) {
    SCOPED_TRACE(row.printable);
    EXPECT_EQ(row.printable, Printable(row.text));
  }
}

TEST(Printable, WritesBytesThatAreNotUtf8AsNumbers) {
  for (const Row& row : std::vector<Row>{
           {"\x9B"
            "31m",
            R"(\x9b31m)"},
           {"a\xFF", R"(a\xff)"},
           {"\xC3", R"(\xc3)"},
           {"\xC3(", R"(\xc3()"},
           {"\xE2\x82", R"(\xe2\x82)"},
           {"\xC0\x9B", R"(\xc0\x9b)"},                  // overlong
           {"\xC1\xBF", R"(\xc1\xbf)"},                  // overlong
           {"\xE0\x82\x9B", R"(\xe0\x82\x9b)"},          // overlong CSI
           {"\xF0\x80\x82\x9B", R"(\xf0\x80\x82\x9b)"},  // overlong CSI
           {"\xED\xA0\x80", R"(\xed\xa0\x80)"},          // a surrogate
           {"\xED\xBF\xBF", R"(\xed\xbf\xbf)"},          // a surrogate
           {"\xF4\x90\x80\x80", R"(\xf4\x90\x80\x80)"},  // behind the last character
           {"\xF5\x80\x80\x80", R"(\xf5\x80\x80\x80)"},
       }) {
    SCOPED_TRACE(row.printable);
    EXPECT_EQ(row.printable, Printable(row.text));
  }
}

class ReportTest : public testing::Test {
 protected:
  ReportTest() {
    folder_.Write("suite.yaml", "device: guide-pocket-pc\n");
    folder_.Put("contoso-root.cer", "certs/contoso-root.cer");
    folder_.Put("contoso-intermediate.cer", "certs/contoso-intermediate.cer");
  }
  std::filesystem::path Write(const std::string& rest) { return folder_.Write("x.yaml", "scenario: S\n" + rest); }

  static std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

  // The answer of `try` to the first step of a file.
  std::string StepAnswer(const std::string& rest) {
    const Ran ran(Write(rest));
    const StepReport& step = ran.step(0);
    return step.result ? StepText(*step.step, *step.result, "guide-pocket-pc") : ran.Text();
  }

  ScenarioFolder folder_;
};

TEST_F(ReportTest, AnswersWithOutcomeVerbFileAndDeviceThenTheMessageInQuotes) {
  const std::string text = StepAnswer("steps:\n  - certinst: certs/contoso-root.cer\n");
  EXPECT_EQ("refused: certinst contoso-root.cer on guide-pocket-pc", FirstLine(text));
  EXPECT_EQ('"', text.at(text.find('\n') + 1));
  EXPECT_NE(std::string::npos, text.find("certinst-needs-manager"));
  EXPECT_NE(std::string::npos, text.find("128"));
  EXPECT_NE(std::string::npos, text.find("OPERATOR_TPS"));
  EXPECT_NE(std::string::npos, text.find("dd425351"));
}

TEST_F(ReportTest, MarksItsOwnWordingAndNothingThatIsVerbatim) {
  const std::string own = StepAnswer("steps:\n  - certinst: certs/contoso-root.cer\n");
  EXPECT_NE(std::string::npos, own.substr(0, own.find('\n', own.find('\n') + 1)).find("own wording")) << own;
  const std::string verbatim =
      StepAnswer("given: {operator-restricted: true}\nsteps:\n  - spaddcert: certs/contoso-root.cer\n");
  EXPECT_NE(std::string::npos,
            verbatim.find("\n\"This device is currently secured such that certificates cannot be added to the root "
                          "store. For support please contact your device administrator.\"\n"))
      << verbatim;
}

TEST_F(ReportTest, NamesEveryFurtherBlocker) {
  const std::string text =
      StepAnswer("given: {operator-restricted: true}\nsteps:\n  - spaddcert: certs/contoso-intermediate.cer\n");
  for (const char* rule : {"operator-restricted", "unsigned-apps-not-allowed", "spaddcert-roots-only"}) {
    EXPECT_NE(std::string::npos, text.find(rule)) << rule << "\n" << text;
  }
}

TEST_F(ReportTest, ExplainsEveryRuleInOrderWithSourceAndConfidence) {
  const Ran ran(Write("steps:\n  - certinst: certs/contoso-root.cer\n"));
  const StepReport& step = ran.step(0);
  const Explanation explanation = Explain(*step.step, *step.result, PocketPc());
  const std::string text = ExplainText(*step.step, *step.result, explanation, "guide-pocket-pc");
  EXPECT_EQ("refused: certinst contoso-root.cer on guide-pocket-pc", FirstLine(text));
  std::size_t at = text.find("in order");
  for (const char* rule :
       {"certinst-not-on-device", "certinst-needs-manager", "certinst-format", "certinst-declined", "already-there"}) {
    const std::size_t next = text.find(rule, at);
    ASSERT_NE(std::string::npos, next) << rule << "\n" << text;
    at = next;
  }
  EXPECT_NE(std::string::npos, text.find("documented"));
}

TEST_F(ReportTest, TitlesAStepByItsVerbAndItsMainArgument) {
  struct TitleRow {
    std::string step;
    std::string title;
  };
  for (const TitleRow& row : std::vector<TitleRow>{
           {"certinst: certs/contoso-root.cer", "certinst contoso-root.cer"},
           {"restart:", "restart"},
           {"run-app: communicator-mobile", "run-app communicator-mobile"},
           {"policy-set: {4102: 1, 4119: absent}", "policy-set 4102=1 4119=absent"},
           {"set-clock: 2010-01-01T00:00:00Z", "set-clock 2010-01-01T00:00:00Z"},
       }) {
    const Ran ran(Write("steps:\n  - " + row.step + "\n"));
    ASSERT_TRUE(ran.file().scenario) << ran.Text();
    EXPECT_EQ(row.title, StepTitle(*ran.step(0).step));
  }
}

TEST_F(ReportTest, TellsAFailureWithItsPlaceAndBothValues) {
  const Ran ran(Write("steps:\n  - certinst: certs/contoso-root.cer\n    expect: {outcome: installed}\n"));
  const std::string text = FailureDetail(ran.report()).substr(1);
  const std::string place = ran.file().name + ":4:23: ";
  ASSERT_NE(std::string::npos, text.find(place)) << text;
  const std::string line = FirstLine(text.substr(text.find(place)));
  for (const char* part : {"outcome", "installed", "refused"}) EXPECT_NE(std::string::npos, line.find(part)) << line;
  EXPECT_EQ("failed     S  on guide-pocket-pc", FirstLine(text));
  const std::string excerpt =
      "  4 |     expect: {outcome: installed}\n"
      "    |                       ^\n"
      "  step 1: certinst contoso-root.cer: refused  \"You do not have permission";
  EXPECT_NE(std::string::npos, text.find(excerpt)) << text;
  EXPECT_NE(std::string::npos, text.find("  because   certinst-needs-manager: ")) << text;
  EXPECT_NE(std::string::npos, text.find("\n  to run it alone: wmsim run '")) << text;
}

TEST_F(ReportTest, TellsWhyACaseWasSkippedOrExpectedToFail) {
  EXPECT_NE(std::string::npos,
            CaseLine(Ran(Write("skip: the reason\nsteps: [{restart: }]\n")).records().front()).find("the reason"));
  EXPECT_NE(std::string::npos,
            CaseLine(Ran(Write("xfail: the reason\nsteps: [{certinst: certs/contoso-root.cer}]\n")).records().front())
                .find("the reason"));
  EXPECT_NE(std::string::npos,
            CaseLine(Ran(Write("xfail: the reason\nsteps: [{restart: }]\n")).records().front()).find("the reason"));
}

TEST(SummaryText, CountsWhatThereWas) {
  EXPECT_EQ("63 passed, 0 failed\n", SummaryText({63, 63, 0, 0, 0, 0}));
  const std::string all = SummaryText({15, 1, 2, 3, 4, 5, 6});
  for (const char* part : {"1 passed", "2 failed", "3 skipped", "4 ", "5 errors", "6 not run"}) {
    EXPECT_NE(std::string::npos, all.find(part)) << all;
  }
}

}  // namespace
}  // namespace wmsim
