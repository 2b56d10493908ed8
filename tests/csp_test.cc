// Providers of provisioning documents beside policies, registry and certificates: files, revocations, proxies,
// packages.
#include "emulator/csp.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "emulator/ce_strings.h"
#include "emulator/device_files.h"
#include "emulator/device_settings.h"
#include "emulator/store_registry.h"
#include "tests/devices.h"
#include "tests/documents.h"

namespace wmsim {
namespace {

constexpr std::string_view kHash = "3q2+7wABAgMEBQYHCAkKCwwNDg8=";  // 20 bytes

std::string Files(std::string_view elements) { return Section("FileOperation", elements); }

std::string Operation(std::string_view name, std::string_view parms = "") { return Section(name, parms); }

std::string Source(std::string_view path, std::string_view more = "") {
  return "<parm name=\"Source\" value=\"" + std::string(path) + "\"/>" + std::string(more);
}

std::string TextOf(const Device& device, std::string_view path) {
  const DeviceFile* file = FindFile(device, path);
  return file == nullptr ? "-" : file->bytes == nullptr ? "folder" : *file->bytes;
}

Device WithFiles() {
  Device device = BootProfile("wm6-standard");
  PutFile(device, R"(\a\one.txt)", std::make_shared<const std::string>("1"));
  PutFile(device, R"(\a\two.txt)", std::make_shared<const std::string>("2"));
  PutFile(device, R"(\empty)", nullptr);
  return device;
}

TEST(FileOperation, MakesCopiesMovesDeletesAndLinks) {
  Device device = WithFiles();
  const StepResult result = FromRom(
      device, Files(Section(R"(\new\deep)", Operation("MakeDir") +
                                                Section("copy.txt", Operation("Copy", Source(R"(\a\one.txt)"))) +
                                                Section("moved.txt", Operation("Move", Source(R"(\a\two.txt)"))) +
                                                Section("x.lnk", Operation("Shortcut", Source(R"(\Windows\x.exe)")))) +
                    Section(R"(\a)", Section("one.txt", Operation("Delete")) + Operation("RemoveDir")) +
                    Section(R"(\empty)", Operation("RemoveDir")) + Section(R"(\none)", Operation("RemoveDir"))));
  EXPECT_EQ(result.outcome, Outcome::kApplied) << Answer(result);
  EXPECT_EQ(TextOf(device, R"(\new\deep)"), "folder");
  EXPECT_EQ(TextOf(device, R"(\NEW\deep\copy.txt)"), "1");
  EXPECT_EQ(TextOf(device, R"(\new\deep\moved.txt)"), "2");
  EXPECT_EQ(TextOf(device, R"(\new\deep\x.lnk)"), R"(16#"\Windows\x.exe")");
  EXPECT_FALSE(FolderExists(device, R"(\a)"));
  EXPECT_FALSE(FolderExists(device, R"(\empty)"));
}

TEST(FileOperation, OverwritesUnlessItIsToldNotTo) {
  Device device = WithFiles();
  const std::string keeps = R"(<parm name="NoOverwrite"/>)";
  FromRom(device, Files(Section(R"(\a)", Section("two.txt", Operation("Copy", Source(R"(\a\one.txt)", keeps))))));
  EXPECT_EQ(TextOf(device, R"(\a\two.txt)"), "2");
  FromRom(device, Files(Section(R"(\a)", Section("two.txt", Operation("Copy", Source(R"(\a\one.txt)"))))));
  EXPECT_EQ(TextOf(device, R"(\a\two.txt)"), "1");
}

TEST(FileOperation, TranslatesWhereItIsAsked) {
  Device device = WithFiles();
  FromRom(device, Section("Install", R"(<parm name="InstallDir" value="%CE1%\\Contoso" translation="install"/>)") +
                      Files(R"(<characteristic type="%InstallDir%" translation="install">)" + Operation("MakeDir") +
                            R"(<characteristic type="a.txt"><characteristic type="Copy">)"
                            R"(<parm name="Source" value="\\a\\one.txt" translation="filesystem"/></characteristic>)"
                            R"(</characteristic></characteristic><characteristic type="%CE2%">)" +
                            Operation("MakeDir") + "</characteristic>"));
  EXPECT_EQ(TextOf(device, R"(\Program Files\Contoso\a.txt)"), "1");
  EXPECT_TRUE(FolderExists(device, R"(\%CE2%)"));
}

TEST(FileOperation, SaysThatWhatIsInAPackageWasNotPlaced) {
  Device device = WithFiles();
  const StepResult result =
      FromRom(device, Files(Section(R"(\a)", Section("b.exe", Operation("Extract", Source("B~1.001"))))));
  EXPECT_EQ(result.outcome, Outcome::kApplied);
  EXPECT_EQ(result.hints, std::vector<HintId>{HintId::kNothingExtracted});
  EXPECT_TRUE(result.changes.empty());
}

// Each leaves the device as it was, though another operation stands before it.
TEST(Providers, RefuseWhatTheyDoNotTake) {
  const std::string a_folder = Section(R"(\made)", Operation("MakeDir"));
  const auto in_a = [](const std::string& elements) { return Files(Section(R"(\a)", elements)); };
  const std::string long_name(71, 'x');
  const struct {
    std::string sections;
    std::string_view error;
  } rows[] = {
      {in_a(Section("one.txt", Operation("MakeDir"))), R"(characteristic-error type="MakeDir")"},
      {in_a(Section("one.txt", Operation("RemoveDir"))), R"(characteristic-error type="RemoveDir")"},
      {in_a(Operation("RemoveDir")), R"(characteristic-error type="RemoveDir")"},
      {in_a(Operation("Delete")), R"(characteristic-error type="Delete")"},
      {in_a(Section("x", Operation("Copy"))), R"(characteristic-error type="Copy")"},
      {in_a(Section("x", Operation("Copy", Source("")))), R"(characteristic-error type="Copy")"},
      {in_a(Section("x", Operation("Copy", Source(R"(\a\none.txt)")))), R"(characteristic-error type="Copy")"},
      {in_a(Section("x", Operation("Move", Source(R"(\a)")))), R"(characteristic-error type="Move")"},
      {Files(Section(R"(\empty)", Operation("Copy", Source(R"(\a\one.txt)")))), R"(characteristic-error type="Copy")"},
      {Files(Section(R"(\empty)", Operation("Shortcut", Source("x")))), R"(characteristic-error type="Shortcut")"},
      {in_a(Section("x", Operation("Shortcut"))), R"(characteristic-error type="Shortcut")"},
      {in_a(Section("x", Operation("Extract"))), R"(characteristic-error type="Extract")"},
      {in_a(Section("x", Section("Copy", Section("Source", "")))), R"(characteristic-error type="Source")"},
      {in_a(R"(<parm name="x" value="1"/>)"), R"(parm-error name="x")"},
      {in_a(R"(<nocharacteristic type="x"/>)"), R"(nocharacteristic-error type="x")"},
      {Files(R"(<characteristic type="%CE99%" translation="install"/>)"), R"(characteristic-error type="%CE99%")"},
      {Files(R"(<characteristic type="%InstallDir%" translation="install"/>)"), "characteristic-error"},
      {in_a(Section("x", Operation("Copy", R"(<parm name="Source" value="%CE99%\x" translation="install"/>)"))),
       R"(characteristic-error type="Copy")"},
      {Section("Install", R"(<parm name="AppName" value=")" + long_name + R"("/>)"), "parm-error"},
      {Section("Install", R"(<parm name="InstallDir" value="%CE99%" translation="install"/>)"), "parm-error"},
      {Section("Install", R"(<noparm name="AppName"/>)"), "noparm-error"},
      {Section("LoaderRevocation", R"(<parm name="AQI=" value=""/>)"), R"(parm-error name="AQI=")"},
      {Section("LoaderRevocation", R"(<parm name="not Base64" value=""/>)"), "parm-error"},
      {Section("LoaderRevocation", R"(<noparm name=""/>)"), "noparm-error"},
      {Section("LoaderRevocation", Section("x", "")), R"(characteristic-error type="x")"},
      {R"(<nocharacteristic type="LoaderRevocation"/>)", "nocharacteristic-error"},
      {Section("BOOTSTRAP", R"(<parm name="CONTEXT-ALLOW" value="1"/>)"), R"(parm-error name="CONTEXT-ALLOW")"},
      {Section("BOOTSTRAP", Section("x", "")), "characteristic-error"},
      {R"(<nocharacteristic type="BOOTSTRAP"/>)", "nocharacteristic-error"},
      {Section("PXLOGICAL", R"(<parm name="NAME" value="no id"/>)"), R"(characteristic-error type="PXLOGICAL")"},
      {Section("PXLOGICAL", Section("1.1.1.1", R"(<parm name="NAME" value="x"/>)")),
       R"(characteristic-error type="1.1.1.1")"},
      {Section("PXLOGICAL", R"(<nocharacteristic type="1.1.1.1"/>)"), R"(nocharacteristic-error type="1.1.1.1")"},
      {Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/><parm-query name="BASAUTH-PW"/>)"),
       R"(parm-query-error name="BASAUTH-PW")"},
      {Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/>)" + Section("PORT", "") + Section("PORT", "") +
                                Section("PORT", "")),
       R"(characteristic-error type="PORT")"},
      {Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/>)" + Section("PORT", "") + Section("Port", "") +
                                Section("port", "")),
       R"(characteristic-error type="port")"},
      {Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/><parm-query name="basauth-pw"/>)"),
       R"(parm-query-error name="basauth-pw")"},
      {Section("PXLOGICAL",
               R"(<parm name="PROXY-ID" value="1"/>)" + Section("PXPHYSICAL", R"(<parm name="PXADDR" value="2"/>)")),
       R"(characteristic-error type="PXPHYSICAL")"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.sections);
    Device device = WithFiles();
    const Device before = device;
    const StepResult result = FromRom(device, Files(a_folder) + row.sections);
    EXPECT_EQ(HeadlineOf(result), "provisioning-value-invalid");
    EXPECT_NE(Answer(result).find("<" + std::string(row.error)), std::string::npos) << Answer(result);
    EXPECT_EQ(device, before);
  }
}

std::string Repeated(int times, std::string_view text) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// Small documents that would grow on the way, and long ones that would take their time.
TEST(Providers, KeepHostileDocumentsSmall) {
  const std::string doubling = R"(<parm name="InstallDir" value="%InstallDir%%InstallDir%" translation="install"/>)";
  const std::string long_name = Repeated(3000, "a\\");
  const std::string query = R"(<parm-query name="v"/>)";
  const struct {
    std::string what, sections;
  } rows[] = {
      {"doubling folder", Section("Install", R"(<parm name="InstallDir" value="\a"/>)" + Repeated(40, doubling))},
      {"many folders in one value",
       Section("Install", "<parm name=\"InstallDir\" value=\"" + std::string(200, 'a') + "\"/>") +
           Section("Registry", Section("HKCU\\A", "<parm name=\"v\" translation=\"install\" value=\"" +
                                                      Repeated(3000, "%InstallDir%") + "\"/>"))},
      {"deep name", Section("BOOTSTRAP", "<parm name=\"" + long_name + "\" value=\"1\"/>")},
      {"deep id", Section("PXLOGICAL", "<parm name=\"PROXY-ID\" value=\"" + long_name + "\"/>")},
      {"deep type", Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/>)" + Section("a\\b", ""))},
      {"deep key", Section("Registry", Section("HKCU\\" + Repeated(17, "a\\") + "b", ""))},
      {"long path", Files(Section(std::string(300, 'a'), Operation("MakeDir")))},
      {"growing list",
       Section("BOOTSTRAP", Repeated(100, "<parm name=\"a\" value=\"" + std::string(100, 'x') + "\"/>"))},
      {"large answer", Section("Registry", Section("HKCU\\A", "<parm name=\"v\" value=\"" + std::string(1 << 20, 'x') +
                                                                  "\"/>" + Repeated(40, query)))},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.what);
    Device device = BootProfile("wm6-professional");
    const Device before = device;
    EXPECT_EQ(HeadlineOf(FromRom(device, row.sections)), "provisioning-value-invalid");
    EXPECT_EQ(device, before);
  }
}

// What stands for another place, or in another case, opens nothing.
TEST(Providers, AreNotLedAstray) {
  const std::string trusted = R"(<parm name="PROXY-ID" value="op"/><parm name="TRUST"/>)";
  const struct {
    std::string sections;
    std::string_view rule;
  } rows[] = {
      {Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="2"/><parm name="trust"/>)"), "provisioning-role-too-low"},
      {Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="op\PXPHYSICAL"/><parm name="PXADDR" value="1"/>)"),
       "provisioning-value-invalid"},
      {Section("PXLOGICAL", R"(<nocharacteristic type="op\TRUST" mwid="1"/>)"), "provisioning-value-invalid"},
      {Section("PXLOGICAL",
               R"(<characteristic type="op" mwid="1"><nocharacteristic type="TRUST" mwid="1"/></characteristic>)"),
       "provisioning-role-too-low"},
      {Section("Registry", Section("HKCU", R"(<parm name="Software\Microsoft\Today\x" value="1"/>)")),
       "provisioning-role-too-low"},
      {Section(R"(Registry\HKCR)", ""), "provisioning-provider-unknown"},
      {Section(R"(FileOperation\cemail.vol)", ""), "provisioning-provider-unknown"},
      {Files(Section(R"(\)", Operation("RemoveDir"))), "provisioning-value-invalid"},
      {Files(Section(R"(\)", Operation("Shortcut", Source("x")))), "provisioning-value-invalid"},
      {Files(Section(R"(\Windows)", Section("mxip_system.vol", Operation("Delete")))), "provisioning-role-too-low"},
      {Files(Section(R"(\a)", Section("one.txt", Section("below.txt", Operation("Copy", Source(R"(\a\two.txt)")))))),
       "provisioning-value-invalid"},
      {Files(Section(R"(\a)", Section("x", Operation("Delet")))), "provisioning-value-invalid"},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.sections);
    Device device = WithFiles();
    WritePolicy(device, policy::kTrustedWapProxy, 8);
    FromRom(device, Section("PXLOGICAL", trusted));
    const Device before = device;
    const auto result = Provision(device, {Document(row.sections), DocumentRoute::kProgram, {}, {}});
    EXPECT_EQ(HeadlineOf(result), row.rule);
    EXPECT_EQ(device, before);
  }
}

// The volumes at the root are there on the smartphones of 2003 too, whose other folders are on the storage volume.
TEST(FileOperation, KeepsTheVolumesOfTheSmartphonesOf2003) {
  Device device = BootWith("smartphone-2003", {{policy::kGrantManager, 0}});
  PutFile(device, R"(\cemail.vol)", std::make_shared<const std::string>("1"));
  const std::string elements =
      R"(<characteristic type="%CE18%\cemail.vol" translation="install">)" + Operation("Delete") + "</characteristic>";
  const auto result = Provision(device, {Document(Files(elements)), DocumentRoute::kOmaDm, role::kUserAuth, {}});
  EXPECT_EQ(HeadlineOf(result), "provisioning-role-too-low");
}

TEST(FileOperation, CopiesWhatMayOnlyBeRead) {
  Device device = WithFiles();
  const std::string entry = R"(<parm name="access-role" value="24"/><parm name="rw-access" value="1"/>)";
  FromRom(device, Section("Metabase", Section(R"(FileOperation\a\one.txt)", entry)));
  const auto try_it = [&](std::string_view operation) {
    const std::string sections =
        Files(Section(R"(\made)", Section("x", Operation(operation, Source(R"(\a\one.txt)")))));
    return FromRom(device, sections);
  };
  EXPECT_EQ(HeadlineOf(try_it("Copy")), "-");
  EXPECT_EQ(HeadlineOf(try_it("Move")), "provisioning-role-too-low");
  EXPECT_NE(Answer(try_it("Move")).find("is read-only"), std::string::npos);
}

// Provisioning 1.1: what only asks, or takes away, makes nothing.
TEST(Registry, MakesNoKeyForAQuery) {
  Device device = BootProfile("wm6-professional");
  for (const char* element :
       {R"(<parm-query name="x"/>)", R"(<noparm name="x"/>)", R"(<characteristic-query type="Below"/>)",
        R"(<characteristic type="Below"><parm-query name="x"/></characteristic>)"}) {
    const auto result = FromRom(device, Section("Registry", Section("HKCU\\Software\\None", element)));
    EXPECT_EQ(result.outcome, Outcome::kApplied) << element;
    EXPECT_TRUE(result.changes.empty()) << element;
  }
}

// Provisioning 1.2, 4.4.
TEST(Metabase, TranslatesAnswersAndRemoves) {
  Device device = BootProfile("wm6-professional");
  FromRom(device, Section("Metabase", R"(<characteristic type="Registry\\HKCU\\Foo" translation="filesystem">)"
                                      R"(<parm name="access-role" value="24"/></characteristic>)"));
  EXPECT_EQ(MetabaseEntryFor(device, R"(Registry\HKCU\Foo)")->access, RoleMask{24});
  EXPECT_EQ(
      Answer(FromRom(device, Section("Metabase", R"(<characteristic-query type="Registry\HKCR\*"/>)"))),
      R"(<characteristic type="Metabase"><characteristic type="Registry\HKCR\*">)"
      R"(<parm name="access-role" value="24"/><parm name="rw-access" value="3"/></characteristic></characteristic>)");
  EXPECT_EQ(Answer(FromRom(device, Section("Metabase", R"(<characteristic-query type="Registry\None"/>)"))),
            R"(<characteristic type="Metabase"><nocharacteristic type="Registry\None"/></characteristic>)");
  const Device before = device;
  FromRom(device, Section("Metabase", R"(<nocharacteristic type="Registry\None"/>)"));
  EXPECT_EQ(device, before);
  EXPECT_EQ(HeadlineOf(FromRom(device, Section("Metabase", R"(<characteristic type=""/>)"))),
            "provisioning-value-invalid");
}

// A recorded provider that may only be read answers a query, and takes no change.
TEST(Providers, ThatAreRecordedAreReadWhereTheyAreOnlyAsked) {
  Device device = BootProfile("wm6-professional");
  EXPECT_EQ(HeadlineOf(FromRom(device, Section("DevDetail", R"(<parm-query name="x"/>)"))), "-");
  EXPECT_EQ(HeadlineOf(FromRom(device, Section("DevDetail", R"(<parm name="x" value="1"/>)"))),
            "provisioning-role-too-low");
}

// ms844862: a query tells of the first port alone, and the answer can be sent back.
TEST(PxLogical, AnswersForTheFirstPort) {
  Device device = BootProfile("wm6-professional");
  FromRom(device, Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/>)" +
                                           Section("PORT", R"(<parm name="PORTNBR" value="9201"/>)") +
                                           Section("PORT", R"(<parm name="PORTNBR" value="9203"/>)")));
  EXPECT_EQ(Answer(FromRom(device, Section("PXLOGICAL", R"(<characteristic-query type="1"/>)"))),
            R"(<characteristic type="PXLOGICAL"><characteristic type="1"><characteristic type="PORT">)"
            R"(<parm name="PORTNBR" value="9201"/></characteristic><parm name="PROXY-ID" value="1"/></characteristic>)"
            R"(</characteristic>)");
}

TEST(LoaderRevocation, OfWhatTheRomHasIsNoChange) {
  Device made = BootProfile("wm5-smartphone");
  SetRevoked(made, kHash, true);
  Device device = Boot(Burn(made), {}, made.clock);
  const std::string hash(kHash);
  EXPECT_TRUE(FromRom(device, Section("LoaderRevocation", "<parm name=\"" + hash + "\"/>")).changes.empty());
  const auto removed = FromRom(device, Section("LoaderRevocation", "<noparm name=\"" + hash + "\"/>"));
  ASSERT_EQ(removed.changes.size(), 1U);
  EXPECT_EQ(removed.changes[0].before, "yes");
  EXPECT_FALSE(IsRevoked(device, kHash));
}

TEST(LoaderRevocation, AddsAnswersAndRemoves) {
  Device device = BootProfile("wm5-smartphone");
  const std::string hash(kHash);
  FromRom(device, Section("LoaderRevocation", "<parm name=\"" + hash + "\" value=\"\"/>"));
  EXPECT_EQ(RevokedHashes(device), std::vector<std::string>{hash});
  const std::string listed = R"(<characteristic type="LoaderRevocation"><parm name=")" + hash + R"(" value=""/>)";
  EXPECT_EQ(Answer(FromRom(device, R"(<characteristic-query type="LoaderRevocation"/>)")),
            listed + "</characteristic>");
  EXPECT_EQ(Answer(FromRom(device, Section("LoaderRevocation",
                                           "<parm-query name=\"" + hash + "\"/>" + R"(<parm-query name="AAAA"/>)"))),
            listed + R"(<noparm name="AAAA"/></characteristic>)");
  Device burned = Boot(Burn(device), {}, device.clock);
  EXPECT_EQ(RevokedHashes(burned), std::vector<std::string>{hash});
  FromRom(burned, Section("LoaderRevocation", "<noparm name=\"" + hash + "\"/>"));
  EXPECT_TRUE(RevokedHashes(burned).empty());
  EXPECT_EQ(RevokedHashes(device).size(), 1U);
}

TEST(Bootstrap, KeepsAndAnswersForTheServer) {
  Device device = BootProfile("wm5-smartphone");
  FromRom(device, Section("BOOTSTRAP", R"(<parm name="PROVURL" value="http://contoso/tps"/>)"
                                       R"(<parm name="NAME" value="Contoso"/><parm name="CONTEXT-ALLOW" value="0"/>)"));
  FromRom(device, Section("BOOTSTRAP", R"(<noparm name="NAME" value="other"/><noparm name="CONTEXT-ALLOW"/>)"));
  EXPECT_EQ(Answer(FromRom(device, Section("BOOTSTRAP", R"(<parm-query name="provurl"/><parm-query name="X"/>)"))),
            R"(<characteristic type="BOOTSTRAP"><parm name="provurl" value="http://contoso/tps"/>)"
            R"(<noparm name="X"/></characteristic>)");
  EXPECT_EQ(Answer(FromRom(device, R"(<characteristic-query type="BOOTSTRAP"/>)")),
            R"(<characteristic type="BOOTSTRAP"><parm name="NAME" value="Contoso"/>)"
            R"(<parm name="PROVURL" value="http://contoso/tps"/></characteristic>)");
}

TEST(PxLogical, AddsChangesAnswersAndRemovesAProxy) {
  Device device = BootProfile("wm6-professional");
  FromRom(device, Section("PXLOGICAL",
                          R"(<parm name="PROXY-ID" value="1.1.1.1"/><parm name="DOMAIN" value="a"/>)"
                          R"(<parm name="DOMAIN" value="b"/><parm name="BASAUTH-PW" value="secret"/>)" +
                              Section("PXPHYSICAL", R"(<parm name="PHYSICAL-PROXY-ID" value="P 1"/>)" +
                                                        Section("PORT", R"(<parm name="PORTNBR" value="9201"/>)"))));
  EXPECT_EQ(SettingOf(device, R"(pxlogical\1.1.1.1\domain)"), "a;b");
  EXPECT_EQ(SettingOf(device, R"(PXLOGICAL\1.1.1.1\PXPHYSICAL\P 1\PORT\1\PORTNBR)"), "9201");
  FromRom(device, Section("PXLOGICAL", R"(<characteristic type="1.1.1.1" mwid="1"><parm name="DOMAIN" value="c"/>)"
                                       R"(<characteristic type="PXPHYSICAL"><nocharacteristic type="P 1" mwid="1"/>)"
                                       R"(</characteristic></characteristic>)"));
  EXPECT_EQ(Answer(FromRom(device, R"(<characteristic-query type="PXLOGICAL"/>)")),
            R"(<characteristic type="PXLOGICAL"><characteristic type="1.1.1.1"><parm name="DOMAIN" value="c"/>)"
            R"(<parm name="PROXY-ID" value="1.1.1.1"/></characteristic></characteristic>)");
  FromRom(device, Section("PXLOGICAL", R"(<nocharacteristic type="1.1.1.1" mwid="1"/>)"));
  EXPECT_TRUE(SettingsBelow(device, "").empty());
  EXPECT_EQ(Answer(FromRom(device, Section("PXLOGICAL", R"(<characteristic-query type="1.1.1.1"/>)"))),
            R"(<characteristic type="PXLOGICAL"><nocharacteristic type="1.1.1.1"/></characteristic>)");
}

// Trusted WAP Proxy (4121) names who may make, change and delete one [ak].
TEST(PxLogical, ATrustedProxyIsFor4121) {
  const std::string plain = R"(<parm name="PROXY-ID" value="1"/>)";
  const std::string trusted = plain + R"(<parm name="TRUST"/>)";
  const auto by_role = [](Device& device, RoleMask roles, const std::string& elements) {
    return Provision(device, {Document(Section("PXLOGICAL", elements)), DocumentRoute::kOmaDm, roles, {}}).outcome;
  };
  Device device = BootWith("smartphone-2003", {{policy::kTrustedWapProxy, 140}, {policy::kGrantManager, 0}});
  EXPECT_EQ(by_role(device, role::kOperatorTps, trusted), Outcome::kApplied);
  WritePolicy(device, policy::kTrustedWapProxy, 8);
  const Device before = device;
  EXPECT_EQ(by_role(device, role::kOperatorTps, trusted), Outcome::kRefused);
  EXPECT_EQ(by_role(device, role::kOperatorTps, plain), Outcome::kRefused);
  EXPECT_EQ(by_role(device, role::kOperatorTps, R"(<nocharacteristic type="1" mwid="1"/>)"), Outcome::kRefused);
  EXPECT_EQ(device, before);
  EXPECT_EQ(by_role(device, role::kManager, plain), Outcome::kApplied);
  EXPECT_EQ(by_role(device, role::kOperatorTps, R"(<parm name="PROXY-ID" value="2"/>)"), Outcome::kApplied);
}

TEST(Providers, AskForTheRolesOfTheirSettings) {
  const std::string hash = "<parm name=\"" + std::string(kHash) + "\" value=\"\"/>";
  const struct {
    std::string_view device;
    RoleMask roles;
    std::string sections;
    bool passes;
  } rows[] = {
      {"wm6-standard", role::kUserAuth, Files(Section(R"(\a)", Operation("MakeDir"))), true},
      {"wm6-standard", role::kUserUnauth, Files(Section(R"(\a)", Operation("MakeDir"))), false},
      {"wm6-standard", role::kUserAuth, Files(Section(R"(\)", Section("cemail.vol", Operation("Delete")))), false},
      {"wm6-standard", role::kManager, Files(Section(R"(\)", Section("cemail.vol", Operation("Delete")))), true},
      {"wm6-standard", role::kUserAuth,
       Files(Section(R"(\x)", Section("y", Operation("Copy", Source(R"(\mxip_lang.vol)"))))), false},
      {"smartphone-2003", role::kOperator, Section("LoaderRevocation", hash), true},
      {"wm5-smartphone", role::kOperator, Section("LoaderRevocation", hash), false},
      {"wm5-smartphone", role::kOperatorTps, Section("LoaderRevocation", hash), true},
      {"wm5-smartphone", role::kUserAuth, Section("BOOTSTRAP", R"(<parm name="NAME" value="x"/>)"), false},
      {"wm5-smartphone", role::kOperatorTps, Section("BOOTSTRAP", R"(<parm name="NAME" value="x"/>)"), true},
      {"smartphone-2003", role::kUserAuth, Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/>)"), false},
      {"wm5-smartphone", role::kUserAuth, Section("PXLOGICAL", R"(<parm name="PROXY-ID" value="1"/>)"), true},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(std::string(row.device) + " " + FormatRoleMask(row.roles) + " " + row.sections);
    Device device = BootWith(row.device, {{policy::kGrantManager, 0}, {policy::kGrantUserAuth, 0}});
    const StepResult result = Provision(device, {Document(row.sections), DocumentRoute::kOmaDm, row.roles, {}});
    EXPECT_EQ(HeadlineOf(result), row.passes ? "-" : "provisioning-role-too-low");
  }
}

// Pocket PC 2003 has neither [ms844847, aa457970].
TEST(Providers, AreNotOnEveryPlatform) {
  for (const std::string_view name : {"FileOperation", "LoaderRevocation"}) {
    Device device = BootProfile("pocket-pc-2003");
    EXPECT_EQ(HeadlineOf(FromRom(device, Section(name, ""))), "provisioning-provider-unknown") << name;
  }
}

TEST(ExpandCeStrings, KnowsTheFoldersOfEachPlatform) {
  const struct {
    std::string_view text;
    Platform platform;
    std::optional<std::string> expanded;
  } rows[] = {
      {"%CE1%", Platform::kWm5PocketPc, R"(\Program Files)"},
      {"%CE17%\\a", Platform::kWm6Standard, R"(\Windows\Start Menu\a)"},
      {"%CE1%", Platform::kSmartphone2003, R"(\Storage\Program Files)"},
      {"%CE18%\\cemail.vol", Platform::kWm5Smartphone, R"(\cemail.vol)"},
      {"%InstallDir%;%InstallDir%", Platform::kWm6Standard, R"(\dir;\dir)"},
      {"100%", Platform::kWm6Standard, "100%"},
      {"%PATH%", Platform::kWm6Standard, "%PATH%"},
      {"%%CE2%%", Platform::kWm6Standard, R"(%\Windows%)"},
      {"%CE%", Platform::kWm6Standard, "%CE%"},
      {"%ce2%", Platform::kWm6Standard, "%ce2%"},
      {"", Platform::kWm6Standard, ""},
      {"%CE3%", Platform::kWm6Standard, std::nullopt},
      {"%CE2%\\%CE99%", Platform::kWm6Standard, std::nullopt},
  };
  for (const auto& row : rows) {
    const Result<std::string> expanded = ExpandCeStrings(row.text, row.platform, R"(\dir)");
    EXPECT_EQ(expanded.ok() ? std::optional(expanded.value()) : std::nullopt, row.expanded) << row.text;
  }
  EXPECT_FALSE(ExpandCeStrings("%InstallDir%", Platform::kWm6Standard, "").ok());
}

// bb737304, sdk-facts 5.1: keys and values of the registry are translated too.
TEST(Registry, TranslatesKeysAndValues) {
  Device device = BootProfile("wm6-standard");
  FromRom(device, Section("Registry", R"(<characteristic type="HKLM\\Software\\A" translation="filesystem">)"
                                      R"(<parm name="Dir" value="%CE2%\x" translation="install"/>)"
                                      R"(<parm name="Raw" value="%CE2%\\x"/></characteristic>)"));
  EXPECT_EQ(RegistryValueOf(device, R"(HKLM\Software\A)", "Dir"), RegistryData(RegistryText{R"(\Windows\x)"}));
  EXPECT_EQ(RegistryValueOf(device, R"(HKLM\Software\A)", "Raw"), RegistryData(RegistryText{R"(%CE2%\\x)"}));
}

}  // namespace
}  // namespace wmsim
