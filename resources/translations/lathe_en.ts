<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Analysis</name>
    <message numerus="yes">
        <source>Left out: %n trial(s) %1</source>
        <translation>
            <numerusform>Left out: %n trial %1</numerusform>
            <numerusform>Left out: %n trials %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s) without a finite objective, marked at the edge</source>
        <translation>
            <numerusform>%n trial without a finite objective, marked at the edge</numerusform>
            <numerusform>%n trials without a finite objective, marked at the edge</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Budget</name>
    <message numerus="yes">
        <source>%1; %n trial(s) are enough for all</source>
        <translation>
            <numerusform>%1; %n trial is enough for all</numerusform>
            <numerusform>%1; %n trials are enough for all</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1; %n trial(s) cover %2</source>
        <translation>
            <numerusform>%1; %n trial covers %2</numerusform>
            <numerusform>%1; %n trials cover %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n option(s)</source>
        <translation>
            <numerusform>%n option</numerusform>
            <numerusform>%n options</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more combinations than can be counted; %n trial(s) are as dense as %1 values for each of %2</source>
        <translation>
            <numerusform>more combinations than can be counted; %n trial is as dense as %1 values for each of %2</numerusform>
            <numerusform>more combinations than can be counted; %n trials are as dense as %1 values for each of %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::AudioView</name>
    <message numerus="yes">
        <source>%1 s, %2 Hz, %n channel(s)</source>
        <extracomment>Of a sound: its length, how many samples a second it has, and how many channels</extracomment>
        <translation>
            <numerusform>%1 s, %2 Hz, %n channel</numerusform>
            <numerusform>%1 s, %2 Hz, %n channels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::CompareView</name>
    <message numerus="yes">
        <source>No difference: all %n value(s) are the same.</source>
        <translation>
            <numerusform>No difference: the one value is the same.</numerusform>
            <numerusform>No difference: all %n values are the same.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigView</name>
    <message numerus="yes">
        <source>%n key(s) changed since</source>
        <translation>
            <numerusform>%n key changed since</numerusform>
            <numerusform>%n keys changed since</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them differently in both</source>
        <translation>
            <numerusform>%n of them differently in both</numerusform>
            <numerusform>%n of them differently in both</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesOverlay</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::DescentView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::DeviceModel</name>
    <message numerus="yes">
        <source>%n other program(s)</source>
        <translation>
            <numerusform>%n other program</numerusform>
            <numerusform>%n other programs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExportDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Goes in: %n file(s), %1 before compression</source>
        <translation>
            <numerusform>&amp;Goes in: %n file, %1 before compression</numerusform>
            <numerusform>&amp;Goes in: %n files, %1 before compression</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Goes in: %n file(s), %1</source>
        <translation>
            <numerusform>&amp;Goes in: %n file, %1</numerusform>
            <numerusform>&amp;Goes in: %n files, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExportForm</name>
    <message numerus="yes">
        <source>With the &amp;data that it reads: %1 in %n file(s)</source>
        <translation>
            <numerusform>With the &amp;data that it reads: %1 in %n file</numerusform>
            <numerusform>With the &amp;data that it reads: %1 in %n files</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ForeignImport</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Importing %1: %n trial(s) so far</source>
        <translation>
            <numerusform>Importing %1: %n trial so far</numerusform>
            <numerusform>Importing %1: %n trials so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::LogView</name>
    <message numerus="yes">
        <source>%n more log(s) are not shown: select fewer trials to read them.</source>
        <translation>
            <numerusform>%n more log is not shown: select fewer trials to read it.</numerusform>
            <numerusform>%n more logs are not shown: select fewer trials to read them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::MediaView</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelView</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trial(s)</source>
        <translation>
            <numerusform>%1 of %n trial</numerusform>
            <numerusform>%1 of %n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::PlannedFilesModel</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ProblemList</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) of the check</source>
        <translation>
            <numerusform>%n note of the check</numerusform>
            <numerusform>%n notes of the check</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::QueueModel</name>
    <message numerus="yes">
        <source>behind %n other(s)</source>
        <translation>
            <numerusform>behind %n other</numerusform>
            <numerusform>behind %n others</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::QueuePanel</name>
    <message numerus="yes">
        <source>%n waiting, nobody runs the queue</source>
        <translation>
            <numerusform>%n waiting, nobody runs the queue</numerusform>
            <numerusform>%n waiting, nobody runs the queue</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::RecordEditor</name>
    <message numerus="yes">
        <source>delete %n record(s)</source>
        <translation>
            <numerusform>delete %n record</numerusform>
            <numerusform>delete %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewDetails</name>
    <message numerus="yes">
        <source>%n more trial(s) are not compared: select those that you want to see.</source>
        <translation>
            <numerusform>%n more trial is not compared: select those that you want to see.</numerusform>
            <numerusform>%n more trials are not compared: select those that you want to see.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more trial(s) are not drawn: select those that you want to see.</source>
        <translation>
            <numerusform>%n more trial is not drawn: select those that you want to see.</numerusform>
            <numerusform>%n more trials are not drawn: select those that you want to see.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Config and environment are those of the first %n trial(s).</source>
        <translation>
            <numerusform>Config and environment are those of the first trial.</numerusform>
            <numerusform>Config and environment are those of the first %n trials.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewList</name>
    <message numerus="yes">
        <source>%n study(s)</source>
        <translation>
            <numerusform>%n study</numerusform>
            <numerusform>%n studies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trial(s)</source>
        <translation>
            <numerusform>%1 of %n trial</numerusform>
            <numerusform>%1 of %n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewPage</name>
    <message numerus="yes">
        <source>%n record(s) moved to the trash.</source>
        <translation>
            <numerusform>%n record moved to the trash.</numerusform>
            <numerusform>%n records moved to the trash.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::SearchPanel</name>
    <message numerus="yes">
        <source>%n option(s) tuned</source>
        <translation>
            <numerusform>%n option tuned</numerusform>
            <numerusform>%n options tuned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::SpaceEditor</name>
    <message numerus="yes">
        <source>%n value(s): %1</source>
        <translation>
            <numerusform>%n value: %1</numerusform>
            <numerusform>%n values: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n branch(es), each as likely</source>
        <translation>
            <numerusform>%n branch</numerusform>
            <numerusform>%n branches, each as likely</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::StudyOutputDialog</name>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Goes in: %n trial(s)</source>
        <translation>
            <numerusform>&amp;Goes in: %n trial</numerusform>
            <numerusform>&amp;Goes in: %n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::TagsDialog</name>
    <message numerus="yes">
        <source>Tags of %n record(s)</source>
        <translation>
            <numerusform>Tags of %n record</numerusform>
            <numerusform>Tags of %n records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrialText</name>
    <message numerus="yes">
        <source>%1 of %n trial(s)</source>
        <translation>
            <numerusform>%1 of %n trial</numerusform>
            <numerusform>%1 of %n trials</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>%n trial</numerusform>
            <numerusform>%n trials</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::WindowStatus</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::WindowMessages</name>
    <message numerus="yes">
        <source>  (and %n more)</source>
        <translation>
            <numerusform>  (and %n more)</numerusform>
            <numerusform>  (and %n more)</numerusform>
        </translation>
    </message>
</context>
</TS>
