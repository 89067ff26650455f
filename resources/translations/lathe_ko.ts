<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ko_KR" sourcelanguage="en_US">
<context>
    <name>Analysis</name>
    <message>
        <source>Trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>걸린 시간</translation>
    </message>
    <message numerus="yes">
        <source>Left out: %n trial(s) %1</source>
        <translation>
            <numerusform>뺀 시험 %n개: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>History</source>
        <translation>이력</translation>
    </message>
    <message>
        <source>The objective of each trial, and the best so far</source>
        <translation>시험마다의 목표와 그때까지의 최고</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>단면</translation>
    </message>
    <message>
        <source>The objective against one parameter</source>
        <translation>매개변수 하나에 대한 목표</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>등고선</translation>
    </message>
    <message>
        <source>What the objective is like over two parameters, estimated from the trials</source>
        <translation>두 매개변수에 걸친 목표를 시험들로 추정한 것</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>순위</translation>
    </message>
    <message>
        <source>The trials over two parameters, coloured by their rank</source>
        <translation>두 매개변수 위의 시험들, 순위에 따른 색</translation>
    </message>
    <message>
        <source>Intermediate values</source>
        <translation>중간 값</translation>
    </message>
    <message>
        <source>What each trial reported, and where it was stopped early</source>
        <translation>시험마다 보고한 값과 조기 종료된 곳</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>시간표</translation>
    </message>
    <message>
        <source>When each trial ran, and on which device</source>
        <translation>시험마다 언제 어느 장치에서 돌았는지</translation>
    </message>
    <message>
        <source>Pareto front</source>
        <translation>파레토 경계</translation>
    </message>
    <message>
        <source>Two metrics, and the trials that no other beats in both</source>
        <translation>두 지표와, 둘 다에서 더 나은 것이 없는 시험들</translation>
    </message>
    <message>
        <source>Distribution (EDF)</source>
        <translation>분포 (EDF)</translation>
    </message>
    <message>
        <source>Which share of the trials has at most this objective</source>
        <translation>목표가 이 값 이하인 시험의 비율</translation>
    </message>
    <message>
        <source>No trial has finished yet</source>
        <translation>아직 끝난 시험이 없습니다</translation>
    </message>
    <message>
        <source>trial</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>best so far</source>
        <translation>그때까지의 최고</translation>
    </message>
    <message>
        <source>stopped early</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>failed or canceled</source>
        <translation>실패 또는 취소</translation>
    </message>
    <message>
        <source>no finite value</source>
        <translation>유한한 값 없음</translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s) without a finite objective, marked at the edge</source>
        <translation>
            <numerusform>유한한 목표가 없는 시험 %n개는 가장자리에 표시됨</numerusform>
        </translation>
    </message>
    <message>
        <source>This study has no parameters to look at</source>
        <translation>이 연구에는 살펴볼 매개변수가 없습니다</translation>
    </message>
    <message>
        <source>No finished trial has this parameter yet</source>
        <translation>이 매개변수가 있는 끝난 시험이 아직 없습니다</translation>
    </message>
    <message>
        <source>first</source>
        <comment>trial</comment>
        <translation>처음</translation>
    </message>
    <message>
        <source>latest</source>
        <comment>trial</comment>
        <translation>최근</translation>
    </message>
    <message>
        <source>without this parameter</source>
        <translation>이 매개변수가 없음</translation>
    </message>
    <message>
        <source>without both parameters and a finite objective</source>
        <translation>두 매개변수와 유한한 목표를 다 갖추지 못함</translation>
    </message>
    <message>
        <source>This chart needs a study with two parameters</source>
        <translation>이 차트에는 매개변수가 둘인 연구가 필요합니다</translation>
    </message>
    <message>
        <source>Choose two different parameters</source>
        <translation>서로 다른 두 매개변수를 고르세요</translation>
    </message>
    <message>
        <source>No finished trial has both parameters yet</source>
        <translation>두 매개변수가 다 있는 끝난 시험이 아직 없습니다</translation>
    </message>
    <message>
        <source>Colour: %1, a smooth estimate around the trials</source>
        <translation>색: %1, 시험 둘레에서 매끄럽게 추정</translation>
    </message>
    <message>
        <source>worst</source>
        <translation>최저</translation>
    </message>
    <message>
        <source>best</source>
        <translation>최고</translation>
    </message>
    <message>
        <source>No trial has reported %1 yet</source>
        <translation>아직 %1을(를) 보고한 시험이 없습니다</translation>
    </message>
    <message>
        <source>step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>no device</source>
        <translation>장치 없음</translation>
    </message>
    <message>
        <source>No trial has started yet</source>
        <translation>아직 시작한 시험이 없습니다</translation>
    </message>
    <message>
        <source>device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>time since the first trial started</source>
        <translation>첫 시험이 시작된 뒤의 시간</translation>
    </message>
    <message>
        <source>running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>%1 (more is better)</source>
        <translation>%1 (클수록 좋음)</translation>
    </message>
    <message>
        <source>%1 (less is better)</source>
        <translation>%1 (작을수록 좋음)</translation>
    </message>
    <message>
        <source>on the Pareto front (%1)</source>
        <translation>파레토 경계 위 (%1)</translation>
    </message>
    <message>
        <source>dominated</source>
        <translation>지배됨</translation>
    </message>
    <message>
        <source>without finite values of both</source>
        <translation>둘 다 유한한 값이 아님</translation>
    </message>
    <message>
        <source>Choose two different metrics</source>
        <translation>서로 다른 두 지표를 고르세요</translation>
    </message>
    <message>
        <source>No finished trial has both metrics yet</source>
        <translation>두 지표가 다 있는 끝난 시험이 아직 없습니다</translation>
    </message>
    <message>
        <source>No finished trial has a finite objective yet</source>
        <translation>유한한 목표가 있는 끝난 시험이 아직 없습니다</translation>
    </message>
    <message>
        <source>share of the trials</source>
        <translation>시험의 비율</translation>
    </message>
    <message>
        <source>without a finite objective</source>
        <translation>유한한 목표가 없음</translation>
    </message>
    <message>
        <source>Importance</source>
        <translation>중요도</translation>
    </message>
    <message>
        <source>How much each parameter matters for a metric</source>
        <translation>지표에 각 매개변수가 얼마나 중요한지</translation>
    </message>
    <message>
        <source>how much the best tenth of the trials differs from all of them</source>
        <translation>상위 10% 시험이 전체 시험과 얼마나 다른지</translation>
    </message>
    <message>
        <source>the share of the variance that each parameter explains by itself</source>
        <translation>각 매개변수가 단독으로 설명하는 분산의 비율</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Importance compares the trials of a search: this study has no search space</source>
        <translation>중요도는 탐색의 시험들을 비교합니다. 이 연구에는 탐색 공간이 없습니다</translation>
    </message>
    <message>
        <source>Importance needs %1 finished trials that have %2; so far there are %3</source>
        <translation>중요도를 구하려면 %2 값이 있는 완료된 시험이 %1개 필요합니다. 지금까지 %3개입니다</translation>
    </message>
    <message>
        <source>The trials differ too little in %1 to tell what matters</source>
        <translation>시험들의 %1 차이가 너무 작아 무엇이 중요한지 알 수 없습니다</translation>
    </message>
    <message>
        <source>importance for %1</source>
        <translation>%1에 대한 중요도</translation>
    </message>
    <message>
        <source>without a value, or outside the space</source>
        <translation>값이 없거나 공간 밖에 있음</translation>
    </message>
    <message>
        <source>breaks a constraint</source>
        <translation>제약을 어김</translation>
    </message>
    <message>
        <source>it may be chance</source>
        <translation>우연일 수 있습니다</translation>
    </message>
    <message>
        <source>With fewer than %1 finished trials this may be chance; still needed: %2. </source>
        <translation>완료된 시험이 %1개보다 적으면 우연일 수 있습니다. 더 필요한 시험: %2개. </translation>
    </message>
    <message>
        <source>%1 hardly matters</source>
        <translation>%1은(는) 거의 영향이 없습니다</translation>
    </message>
    <message>
        <source>%1 matters most</source>
        <translation>%1이(가) 가장 중요합니다</translation>
    </message>
    <message>
        <source>%1 matters</source>
        <translation>%1이(가) 중요합니다</translation>
    </message>
    <message>
        <source>%1; the best trials have it anywhere</source>
        <translation>%1; 가장 좋은 시험들의 값은 고르게 퍼져 있습니다</translation>
    </message>
    <message>
        <source>%1; keep it at %2</source>
        <translation>%1; %2(으)로 두세요</translation>
    </message>
    <message>
        <source>%1; keep it near %2</source>
        <translation>%1; %2 근처로 두세요</translation>
    </message>
    <message>
        <source>%1; keep it near %2 (%3 to %4)</source>
        <translation>%1; %2 근처로 두세요 (%3~%4)</translation>
    </message>
    <message>
        <source>%1 ± %2 %</source>
        <translation>%1 ± %2 %</translation>
    </message>
    <message>
        <source>%1 and %2 together explain %3 % more. </source>
        <translation>%1과(와) %2은(는) 함께 %3 %를 더 설명합니다. </translation>
    </message>
</context>
<context>
    <name>Budget</name>
    <message>
        <source>%1; as many trials as there is time for</source>
        <translation>%1; 시간이 되는 만큼 시험</translation>
    </message>
    <message>
        <source>more combinations than can be counted; as many trials as there is time for</source>
        <translation>조합을 셀 수 없음; 시간이 되는 만큼 시험</translation>
    </message>
    <message>
        <source>%1 combinations</source>
        <translation>조합 %1개</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n trial(s) are enough for all</source>
        <translation>
            <numerusform>%1; 시험 %n회면 전부 해 볼 수 있음</numerusform>
        </translation>
    </message>
    <message>
        <source>less than 0.01 %</source>
        <translation>0.01 % 미만</translation>
    </message>
    <message numerus="yes">
        <source>%1; %n trial(s) cover %2</source>
        <translation>
            <numerusform>%1; 시험 %n회로 %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n option(s)</source>
        <translation>
            <numerusform>옵션 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>more combinations than can be counted; %n trial(s) are as dense as %1 values for each of %2</source>
        <translation>
            <numerusform>조합을 셀 수 없음; 시험 %n회는 %2마다 값 %1개인 만큼 촘촘함</numerusform>
        </translation>
    </message>
    <message>
        <source>1 combination</source>
        <translation>조합 1개</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>Trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>none</source>
        <comment>a parameter that was not used</comment>
        <translation>없음</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <comment>a range of values</comment>
        <translation>%1부터 %2까지</translation>
    </message>
</context>
<context>
    <name>ConfigRow</name>
    <message>
        <source>must be given, or deleted to take the default</source>
        <translation>값을 주거나, 기본값을 쓰려면 지워야 합니다</translation>
    </message>
    <message>
        <source>must be given: it has no default</source>
        <translation>기본값이 없으므로 값을 주어야 합니다</translation>
    </message>
    <message>
        <source>default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
</context>
<context>
    <name>CoreText</name>
    <message>
        <source>waits for the running trial to end</source>
        <translation>실행 중인 시험이 끝나기를 기다립니다</translation>
    </message>
    <message>
        <source>waits for one of the %1 running trials to end</source>
        <translation>실행 중인 시험 %1개 중 하나가 끝나기를 기다립니다</translation>
    </message>
    <message>
        <source>waits for its turn</source>
        <translation>차례를 기다립니다</translation>
    </message>
    <message>
        <source>the search is paused</source>
        <translation>탐색이 일시 정지되었습니다</translation>
    </message>
    <message>
        <source>the study is being stopped</source>
        <translation>연구를 멈추는 중입니다</translation>
    </message>
    <message>
        <source>is not begun: the search stops after the running trials</source>
        <translation>시작하지 않습니다: 실행 중인 시험 뒤에 탐색이 멈춥니다</translation>
    </message>
    <message>
        <source>is not begun: the time given by max_duration is up</source>
        <translation>시작하지 않습니다: max_duration으로 준 시간이 끝났습니다</translation>
    </message>
    <message>
        <source>begins when the study is resumed</source>
        <translation>연구를 이어서 하면 시작합니다</translation>
    </message>
    <message>
        <source>was stopped at step %1, and goes on when the study is resumed</source>
        <translation>%1스텝에서 멈추었고, 연구를 이어서 하면 계속합니다</translation>
    </message>
    <message>
        <source>waits for %1: %2</source>
        <translation>%1를 기다립니다: %2</translation>
    </message>
    <message>
        <source>%1 is used by another program (process %2; search.devices.use_active: true shares it)</source>
        <translation>%1는 다른 프로그램이 쓰고 있습니다 (프로세스 %2; search.devices.use_active: true면 함께 씁니다)</translation>
    </message>
    <message>
        <source>%1 is used by %2</source>
        <translation>%1는 %2이 쓰고 있습니다</translation>
    </message>
    <message>
        <source>needs %1, this machine has none that can be used among search.devices.indices (%2)</source>
        <translation>%1가 필요한데, search.devices.indices 가운데 쓸 수 있는 것이 이 컴퓨터에 없습니다 (%2)</translation>
    </message>
    <message>
        <source>needs %1, this machine has none that can be used among search.devices.indices</source>
        <translation>%1가 필요한데, search.devices.indices 가운데 쓸 수 있는 것이 이 컴퓨터에 없습니다</translation>
    </message>
    <message>
        <source>needs %1, this machine has none that can be used (%2)</source>
        <translation>%1가 필요한데, 쓸 수 있는 것이 이 컴퓨터에 없습니다 (%2)</translation>
    </message>
    <message>
        <source>needs %1, this machine has none that can be used</source>
        <translation>%1가 필요한데, 쓸 수 있는 것이 이 컴퓨터에 없습니다</translation>
    </message>
    <message>
        <source>needs %1, this machine has %2 that can be used among search.devices.indices (%3)</source>
        <translation>%1가 필요한데, search.devices.indices 가운데 이 컴퓨터에서 쓸 수 있는 것은 %2개입니다 (%3)</translation>
    </message>
    <message>
        <source>needs %1, this machine has %2 that can be used among search.devices.indices</source>
        <translation>%1가 필요한데, search.devices.indices 가운데 이 컴퓨터에서 쓸 수 있는 것은 %2개입니다</translation>
    </message>
    <message>
        <source>needs %1, this machine has %2 that can be used (%3)</source>
        <translation>%1가 필요한데, 이 컴퓨터에서 쓸 수 있는 것은 %2개입니다 (%3)</translation>
    </message>
    <message>
        <source>needs %1, this machine has %2 that can be used</source>
        <translation>%1가 필요한데, 이 컴퓨터에서 쓸 수 있는 것은 %2개입니다</translation>
    </message>
    <message>
        <source>another process keeps its turn to choose a GPU (%1)</source>
        <translation>다른 프로세스가 GPU를 고르는 차례를 내놓지 않습니다 (%1)</translation>
    </message>
    <message>
        <source>the driver refuses it: %1</source>
        <translation>드라이버가 거부합니다: %1</translation>
    </message>
    <message>
        <source>this LibTorch is built without CUDA; install one with it to train here</source>
        <translation>이 LibTorch는 CUDA 없이 만들어졌습니다. 여기서 학습하려면 CUDA가 있는 것을 설치하세요</translation>
    </message>
    <message>
        <source>a trial of %1 (process %2, user %3)</source>
        <translation>%1의 시험 (프로세스 %2, 사용자 %3)</translation>
    </message>
    <message>
        <source>a trial of %1 (process %2)</source>
        <translation>%1의 시험 (프로세스 %2)</translation>
    </message>
    <message>
        <source>trial %1 of %2 (process %3, user %4)</source>
        <translation>%2의 시험 %1 (프로세스 %3, 사용자 %4)</translation>
    </message>
    <message>
        <source>trial %1 of %2 (process %3)</source>
        <translation>%2의 시험 %1 (프로세스 %3)</translation>
    </message>
    <message>
        <source>trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>%1 GPUs</source>
        <translation>GPU %1개</translation>
    </message>
    <message>
        <source>%1 GPU</source>
        <translation>GPU %1개</translation>
    </message>
    <message>
        <source>Slurm does not take its job yet: %1</source>
        <translation>Slurm이 아직 작업을 받지 않습니다: %1</translation>
    </message>
    <message>
        <source>Slurm does not answer: %1</source>
        <translation>Slurm이 대답하지 않습니다: %1</translation>
    </message>
    <message>
        <source>Slurm starts it (job %1)</source>
        <translation>Slurm이 시작합니다 (작업 %1)</translation>
    </message>
    <message>
        <source>Slurm: %1 (job %2)</source>
        <translation>Slurm 대기: %1 (작업 %2)</translation>
    </message>
    <message>
        <source>Slurm is asked</source>
        <translation>Slurm에 묻고 있습니다</translation>
    </message>
    <message>
        <source>stopped; resume to go on</source>
        <translation>멈추었습니다. 이어서 하면 계속합니다</translation>
    </message>
    <message>
        <source>stopped after the running trials; resume to go on</source>
        <translation>실행 중인 시험 뒤에 멈추었습니다. 이어서 하면 계속합니다</translation>
    </message>
    <message>
        <source>the time given by max_duration is up</source>
        <translation>max_duration으로 준 시간이 끝났습니다</translation>
    </message>
    <message>
        <source>no improvement in %1 trials (search.stop_when.no_improvement)</source>
        <translation>시험 %1개 동안 나아지지 않았습니다 (search.stop_when.no_improvement)</translation>
    </message>
    <message>
        <source>all %1 trials failed, the first: %2</source>
        <translation>시험 %1개가 모두 실패했습니다. 첫 번째: %2</translation>
    </message>
    <message>
        <source>the first %1 trials all failed for the same reason, and the search is stopped: %2</source>
        <translation>처음 시험 %1개가 모두 같은 까닭으로 실패하여 탐색을 멈추었습니다: %2</translation>
    </message>
    <message>
        <source>the tuner suggested no trial at all; is the space empty?</source>
        <translation>튜너가 시험을 하나도 내놓지 않았습니다. 탐색 공간이 비어 있나요?</translation>
    </message>
    <message>
        <source>the search cannot go on: %1</source>
        <translation>탐색을 계속할 수 없습니다: %1</translation>
    </message>
    <message>
        <source>%1 (resume to go on from its last checkpoint)</source>
        <translation>%1 (이어서 하면 마지막 체크포인트부터 계속합니다)</translation>
    </message>
    <message>
        <source>canceled</source>
        <translation>취소되었습니다</translation>
    </message>
    <message>
        <source>choices are nested %1 deep: each branch has a model of its own</source>
        <translation>선택이 %1겹으로 들어 있습니다: 가지마다 모델을 따로 둡니다</translation>
    </message>
    <message>
        <source>%1 trials run at once</source>
        <translation>시험 %1개가 동시에 실행됩니다</translation>
    </message>
    <message>
        <source>the space has %1 parameters</source>
        <translation>탐색 공간에 매개변수가 %1개 있습니다</translation>
    </message>
    <message>
        <source>%1 objectives: the expected improvement of the hypervolume, by a model of each</source>
        <translation>목표 %1개: 목표마다 둔 모델로 초부피가 얼마나 나아질지 기대합니다</translation>
    </message>
    <message>
        <source>of %1 trials in all %2 come before the model</source>
        <translation>모두 %1개인 시험 가운데 %2개는 모델보다 먼저 합니다</translation>
    </message>
    <message>
        <source>up to %1 trials a model of the objective learns most from each</source>
        <translation>시험 %1개까지는 목표의 모델이 시험마다 가장 많이 배웁니다</translation>
    </message>
    <message>
        <source>%1 trials have ended: from the best of them on a numeric space</source>
        <translation>시험 %1개가 끝났습니다: 수로 된 공간에서 그중 가장 나은 것에서 나아갑니다</translation>
    </message>
    <message>
        <source>%1 trials have ended, too many for a GP</source>
        <translation>시험 %1개가 끝나 GP에는 너무 많습니다</translation>
    </message>
    <message>
        <source>batches</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>배치</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>character</source>
        <translation>글자</translation>
    </message>
    <message>
        <source>degrees</source>
        <translation>도</translation>
    </message>
    <message>
        <source>degree</source>
        <translation>도</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>images</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>image</source>
        <translation>그림</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>pixel</source>
        <translation>픽셀</translation>
    </message>
    <message>
        <source>rows</source>
        <translation>행</translation>
    </message>
    <message>
        <source>row</source>
        <translation>행</translation>
    </message>
    <message>
        <source>samples</source>
        <translation>표본</translation>
    </message>
    <message>
        <source>sample</source>
        <translation>표본</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>thread</source>
        <translation>스레드</translation>
    </message>
    <message>
        <source>the quote %1 is not closed</source>
        <translation>따옴표 %1 이(가) 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>a ) without its (</source>
        <translation>짝이 되는 ( 없이 ) 가 있습니다</translation>
    </message>
    <message>
        <source>the ( is not closed</source>
        <translation>( 가 닫히지 않았습니다</translation>
    </message>
    <message>
        <source>the filter is nested too deeply</source>
        <translation>필터가 너무 깊게 겹쳐 있습니다</translation>
    </message>
    <message>
        <source>a name is missing before %1</source>
        <translation>%1 앞에 이름이 없습니다</translation>
    </message>
    <message>
        <source>a comparison or a word is missing here</source>
        <translation>여기에 비교나 낱말이 없습니다</translation>
    </message>
    <message>
        <source>%1 is not a comparison; use &lt; &lt;= &gt; &gt;= = != ~</source>
        <translation>%1 은(는) 비교가 아닙니다. &lt; &lt;= &gt; &gt;= = != ~ 를 쓰세요</translation>
    </message>
    <message>
        <source>a value is missing after %1</source>
        <translation>%1 뒤에 값이 없습니다</translation>
    </message>
</context>
<context>
    <name>DecodedPicture</name>
    <message>
        <source>This picture is too large to be shown (%1 × %2).</source>
        <translation>이 그림은 너무 커서 보여 줄 수 없습니다(%1 × %2).</translation>
    </message>
    <message>
        <source>This picture cannot be read.</source>
        <translation>이 그림을 읽을 수 없습니다.</translation>
    </message>
    <message>
        <source>the first of %1 pictures</source>
        <translation>그림 %1장 중 첫 장</translation>
    </message>
</context>
<context>
    <name>Descent</name>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>run again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>clone</source>
        <translation>복제</translation>
    </message>
    <message>
        <source>failed, run again</source>
        <translation>실패하여 다시 실행</translation>
    </message>
    <message>
        <source>warm start</source>
        <translation>앞선 연구에서 시작</translation>
    </message>
    <message>
        <source>from its checkpoint</source>
        <translation>그 체크포인트에서 이어서</translation>
    </message>
    <message>
        <source>trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>%1, trial %2</source>
        <translation>%1, 시험 %2</translation>
    </message>
</context>
<context>
    <name>HostTransfers</name>
    <message>
        <source>%1 is in the queue of %2.</source>
        <translation>%1이(가) %2의 대기열에 있습니다.</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>썼습니다: %1</translation>
    </message>
</context>
<context>
    <name>ProgramTrust</name>
    <message>
        <source>Run a program</source>
        <translation>프로그램 실행</translation>
    </message>
    <message>
        <source>The trials of this experiment run a program of its own.</source>
        <translation>이 실험의 시도는 별도의 프로그램을 실행합니다.</translation>
    </message>
    <message>
        <source>Command: %1
Folder: %2

It can do whatever you can. Once you trust the folder, Lathe does not ask again for what lies in it.</source>
        <translation>명령: %1
폴더: %2

이 프로그램은 사용자가 할 수 있는 모든 일을 할 수 있습니다. 폴더를 신뢰하면 그 안의 프로그램은 다시 묻지 않습니다.</translation>
    </message>
    <message>
        <source>Trust the folder and run</source>
        <translation>폴더를 신뢰하고 실행</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Read a script</source>
        <translation>스크립트 읽기</translation>
    </message>
    <message>
        <source>To learn its options, Python imports the script.</source>
        <translation>옵션을 알아내기 위해 Python이 이 스크립트를 가져옵니다(import).</translation>
    </message>
    <message>
        <source>Script: %1
Folder: %2

Importing runs its code, which can do whatever you can. Once you trust the folder, Lathe does not ask again for what lies in it.</source>
        <translation>스크립트: %1
폴더: %2

가져오면 코드가 실행되며, 그 코드는 사용자가 할 수 있는 모든 일을 할 수 있습니다. 폴더를 신뢰하면 그 안의 것은 다시 묻지 않습니다.</translation>
    </message>
    <message>
        <source>Trust the folder and read it</source>
        <translation>폴더를 신뢰하고 읽기</translation>
    </message>
</context>
<context>
    <name>QObject</name>
    <message>
        <source>Choose a file or a folder</source>
        <translation>파일이나 폴더 고르기</translation>
    </message>
    <message>
        <source>Browse</source>
        <translation>찾아보기</translation>
    </message>
</context>
<context>
    <name>Records</name>
    <message>
        <source>Waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Canceled by the system</source>
        <translation>시스템이 취소함</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>starred</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>보관됨</translation>
    </message>
</context>
<context>
    <name>ReviewTables</name>
    <message>
        <source>%1 samples</source>
        <translation>샘플 %1개</translation>
    </message>
    <message>
        <source>%1 of %2 classes</source>
        <translation>%1, 클래스 %2개</translation>
    </message>
    <message>
        <source>data: </source>
        <translation>데이터: </translation>
    </message>
    <message>
        <source>notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>state</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>objective</source>
        <translation>목표값</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>에폭</translation>
    </message>
    <message>
        <source>started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>duration</source>
        <translation>걸린 시간</translation>
    </message>
    <message>
        <source>note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>reproduced</source>
        <translation>재현됨</translation>
    </message>
    <message>
        <source>Nothing more was recorded of trial %1: it was run by an older Lathe, or ended before its environment was written.</source>
        <translation>시험 %1에 대해서는 더 기록된 것이 없습니다. 예전 Lathe로 실행했거나, 환경이 기록되기 전에 끝났습니다.</translation>
    </message>
    <message>
        <source>%1, best</source>
        <translation>%1, 최고</translation>
    </message>
    <message>
        <source>made from</source>
        <translation>출처</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>매개변수</translation>
    </message>
    <message>
        <source>Metrics</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
</context>
<context>
    <name>TrialColumns</name>
    <message>
        <source>Trial</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>목표값</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>걸린 시간</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>연구</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>TrialProperties</name>
    <message>
        <source>study</source>
        <translation>연구</translation>
    </message>
    <message>
        <source>state</source>
        <translation>상태</translation>
    </message>
</context>
<context>
    <name>WorkspaceDialog</name>
    <message>
        <source>The folder of past runs</source>
        <translation>지난 실행의 폴더</translation>
    </message>
    <message>
        <source>Runs on another machine</source>
        <translation>다른 컴퓨터의 실행</translation>
    </message>
    <message>
        <source>The machine as ssh knows it, and the folder there: HOST, HOST:PATH or ssh://HOST/PATH</source>
        <translation>ssh가 아는 컴퓨터 이름과 그곳의 폴더: HOST, HOST:PATH 또는 ssh://HOST/PATH</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AboutBox</name>
    <message>
        <source>About Lathe</source>
        <translation>Lathe 정보</translation>
    </message>
    <message>
        <source>A workbench for experiments with LibTorch.
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>LibTorch 실험 작업대입니다.
GNU 일반 공중 사용 허가서 3판 또는 그 이후 판을 따르는 자유 소프트웨어입니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ActionAvailability</name>
    <message>
        <source>These runs are on another machine: lathectl --on HOST does it there.</source>
        <translation>이 실행들은 다른 컴퓨터에 있습니다. 그곳에서는 lathectl --on HOST로 합니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AddKeyBar</name>
    <message>
        <source>Key to add</source>
        <translation>추가할 키</translation>
    </message>
    <message>
        <source>key, e.g. opt.momentum</source>
        <translation>키, 예: opt.momentum</translation>
    </message>
    <message>
        <source>Value of the key to add</source>
        <translation>추가할 키의 값</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>추가</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AllTrialsModel</name>
    <message>
        <source>%1
Click to sort by it, Shift+click to sort by it next; right click for columns and groups</source>
        <translation>%1
클릭하면 이 열로 정렬, Shift+클릭하면 그다음 기준으로 정렬, 오른쪽 클릭하면 열과 묶음</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>%1 = %2 (%3)</source>
        <translation>%1 = %2 (%3)</translation>
    </message>
    <message>
        <source>%1 ± %2</source>
        <translation>%1 ± %2</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AllTrialsTable</name>
    <message>
        <source>Trials of all studies</source>
        <translation>모든 연구의 시험</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>묶는 기준</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>정렬 기준</translation>
    </message>
    <message>
        <source>Then by</source>
        <translation>다음 기준</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>최근 것부터</translation>
    </message>
    <message>
        <source>%1, upwards</source>
        <translation>%1, 오름차순</translation>
    </message>
    <message>
        <source>%1, downwards</source>
        <translation>%1, 내림차순</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AnalysisView</name>
    <message>
        <source>Chart</source>
        <translation>차트</translation>
    </message>
    <message>
        <source>Along the x axis</source>
        <translation>x축</translation>
    </message>
    <message>
        <source>Along the y axis</source>
        <translation>y축</translation>
    </message>
    <message>
        <source>&amp;x</source>
        <translation>&amp;x</translation>
    </message>
    <message>
        <source>&amp;y</source>
        <translation>&amp;y</translation>
    </message>
    <message>
        <source>More of what is along x is better</source>
        <translation>x는 클수록 좋음</translation>
    </message>
    <message>
        <source>More of what is along y is better</source>
        <translation>y는 클수록 좋음</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>로그 값</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>확대 되돌리기</translation>
    </message>
    <message>
        <source>Show everything again (0, or a double click)</source>
        <translation>전부 다시 보기 (0 또는 두 번 누르기)</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Export as PNG, SVG, PDF or CSV</source>
        <translation>PNG, SVG, PDF, CSV로 내보내기</translation>
    </message>
    <message>
        <source>↑ more</source>
        <translation>↑ 크게</translation>
    </message>
    <message>
        <source>↓ less</source>
        <translation>↓ 작게</translation>
    </message>
    <message>
        <source>device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Working it out…</source>
        <translation>계산하고 있습니다…</translation>
    </message>
    <message>
        <source>&amp;method</source>
        <translation>방법(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;for</source>
        <translation>대상(&amp;F)</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>방법</translation>
    </message>
    <message>
        <source>Metric that the parameters matter for</source>
        <translation>중요도를 구할 지표</translation>
    </message>
    <message>
        <source>More of the metric is better</source>
        <translation>지표가 클수록 좋음</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Show the chart as a table</source>
        <translation>차트를 표로 보기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::AudioView</name>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>Which sounds</source>
        <translation>어느 소리</translation>
    </message>
    <message>
        <source>Step of the sounds</source>
        <translation>소리의 단계</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>재생</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>저장…</translation>
    </message>
    <message>
        <source>%1 of %2, step %3</source>
        <translation>%2의 %1, 단계 %3</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1, 단계 %2</translation>
    </message>
    <message>
        <source>Play %1</source>
        <translation>%1 재생</translation>
    </message>
    <message>
        <source>Open it with the desktop&apos;s player</source>
        <translation>데스크톱의 재생기로 엽니다</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 저장</translation>
    </message>
    <message>
        <source>%1, %2 kB</source>
        <translation>%1, %2 kB</translation>
    </message>
    <message numerus="yes">
        <source>%1 s, %2 Hz, %n channel(s)</source>
        <extracomment>Of a sound: its length, how many samples a second it has, and how many channels</extracomment>
        <translation>
            <numerusform>%1초, %2 Hz, 채널 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2 s</source>
        <translation>%1, %2초</translation>
    </message>
    <message>
        <source>Save the sound</source>
        <translation>소리 저장</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Banner</name>
    <message>
        <source>Close this message</source>
        <translation>이 알림 닫기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::BatchSizeDialog</name>
    <message>
        <source>First size</source>
        <translation>처음 크기</translation>
    </message>
    <message>
        <source>Steps of each</source>
        <translation>크기마다 스텝</translation>
    </message>
    <message>
        <source>Most sizes</source>
        <translation>최대 시도 수</translation>
    </message>
    <message>
        <source>double</source>
        <translation>두 배씩</translation>
    </message>
    <message>
        <source>double, then bisect</source>
        <translation>두 배씩, 그다음 이분</translation>
    </message>
    <message>
        <source>Next size</source>
        <translation>다음 크기</translation>
    </message>
    <message>
        <source>Batch sizes that were tried</source>
        <translation>시도한 배치 크기</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>배치 크기</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>들어감</translation>
    </message>
    <message>
        <source>samples/s</source>
        <translation>샘플/초</translation>
    </message>
    <message>
        <source>Find a batch size</source>
        <translation>배치 크기 찾기</translation>
    </message>
    <message>
        <source>Trains a new network for some steps at larger and larger batch sizes, and suggests the largest that fits into memory. Faster is not always better: compare the samples per second. Nothing of this training is kept.</source>
        <translation>새 신경망을 점점 큰 배치로 몇 스텝씩 학습해, 메모리에 들어가는 가장 큰 크기를 제안합니다. 크다고 늘 빠르지는 않으니 초당 샘플 수를 견주어 보세요. 이 학습은 아무것도 남기지 않습니다.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>예</translation>
    </message>
    <message>
        <source>no: out of memory</source>
        <translation>아니요: 메모리 부족</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChartCanvas</name>
    <message>
        <source>Chart</source>
        <translation>차트</translation>
    </message>
    <message>
        <source>Left and Right go through the trials (Up and Down by ten), Enter selects one, with Ctrl several. Plus and minus zoom, Shift with the arrow keys pans, 0 shows everything. Drag to zoom into a part.</source>
        <translation>왼쪽·오른쪽 화살표로 시험을 하나씩(위·아래는 열 개씩) 옮겨 다니고, Enter로 고르며 Ctrl과 함께 여럿을 고릅니다. 더하기와 빼기로 확대·축소, Shift와 화살표로 옮기고, 0으로 전부 봅니다. 끌면 그 부분을 확대합니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChartExport</name>
    <message>
        <source>the chart could not be drawn</source>
        <translation>차트를 그릴 수 없습니다</translation>
    </message>
    <message>
        <source>make the window smaller</source>
        <translation>창을 더 작게 하세요</translation>
    </message>
    <message>
        <source>a chart cannot be written as &apos;%1&apos;</source>
        <translation>&apos;%1&apos; 형식으로는 차트를 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>end the file&apos;s name in .png, .svg, .pdf or .csv</source>
        <translation>파일 이름을 .png, .svg, .pdf, .csv 중 하나로 끝내세요</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>다른 폴더를 고르세요</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChartExports</name>
    <message>
        <source>Export chart</source>
        <translation>차트 내보내기</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG 그림 (*.png)</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG 그림 (*.svg)</translation>
    </message>
    <message>
        <source>PDF document (*.pdf)</source>
        <translation>PDF 문서 (*.pdf)</translation>
    </message>
    <message>
        <source>CSV, every point (*.csv)</source>
        <translation>CSV, 모든 점 (*.csv)</translation>
    </message>
    <message>
        <source>CSV, only what is drawn (*.csv)</source>
        <translation>CSV, 그려진 것만 (*.csv)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChartMenu</name>
    <message>
        <source>&amp;Export as PNG, SVG, PDF or CSV…</source>
        <translation>PNG, SVG, PDF, CSV로 내보내기(&amp;E)…</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChartNotices</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Exporting %1…</source>
        <translation>%1 내보내는 중…</translation>
    </message>
    <message>
        <source>Exported: %1</source>
        <translation>내보냄: %1</translation>
    </message>
    <message>
        <source>Cancelled: %1 was not written.</source>
        <translation>취소됨: %1을(를) 쓰지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ChoiceListEditor</name>
    <message>
        <source>Values to choose from</source>
        <translation>고를 수 있는 값</translation>
    </message>
    <message>
        <source>Add a value</source>
        <translation>값 추가</translation>
    </message>
    <message>
        <source>Remove the value (Del)</source>
        <translation>값 지우기 (Del)</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>위로 (Alt+Up)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>아래로 (Alt+Down)</translation>
    </message>
    <message>
        <source>a choice needs at least one value</source>
        <translation>선택지에는 값이 하나 이상 있어야 합니다</translation>
    </message>
    <message>
        <source>%1 is there twice</source>
        <translation>%1이(가) 두 번 있습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ClassScoresModel</name>
    <message>
        <source>Class</source>
        <translation>클래스</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>정밀도</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>재현율</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Support</source>
        <translation>샘플 수</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CommandPalette</name>
    <message>
        <source>Command palette</source>
        <translation>명령 팔레트</translation>
    </message>
    <message>
        <source>Find a command</source>
        <translation>명령 찾기</translation>
    </message>
    <message>
        <source>Type to find a command</source>
        <translation>찾을 명령을 입력하세요</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>명령</translation>
    </message>
    <message>
        <source>No command matches “%1”</source>
        <translation>“%1”에 맞는 명령이 없습니다</translation>
    </message>
    <message>
        <source>Commands of other rooms are listed there. Fewer letters match more.</source>
        <translation>다른 방의 명령은 그 방에서 보입니다. 글자를 줄이면 더 많이 찾습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CompareModel</name>
    <message>
        <source>%1 of %2: %3</source>
        <translation>%2의 %1: %3</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>기록되지 않음</translation>
    </message>
    <message>
        <source>section</source>
        <translation>구역</translation>
    </message>
    <message>
        <source>property</source>
        <translation>속성</translation>
    </message>
    <message>
        <source>Section %1</source>
        <translation>구역 %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CompareView</name>
    <message>
        <source>Only what differs</source>
        <translation>다른 것만</translation>
    </message>
    <message>
        <source>Select trials to see them side by side.</source>
        <translation>나란히 볼 시험을 고르세요.</translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>거르기: %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>거르기</translation>
    </message>
    <message>
        <source>Copy the table: %1</source>
        <translation>표 복사: %1</translation>
    </message>
    <message>
        <source>Copy the rows that are shown, for a spreadsheet</source>
        <translation>보이는 행을 스프레드시트용으로 복사합니다</translation>
    </message>
    <message>
        <source>Nothing here has “%1” in it.</source>
        <translation>“%1”이(가) 들어 있는 항목이 없습니다.</translation>
    </message>
    <message numerus="yes">
        <source>No difference: all %n value(s) are the same.</source>
        <translation>
            <numerusform>차이가 없습니다. 값 %n개가 모두 같습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Section: %1</source>
        <translation>구역: %1</translation>
    </message>
    <message>
        <source>Copy as CSV: %1</source>
        <translation>CSV로 복사: %1</translation>
    </message>
    <message>
        <source>All sections</source>
        <translation>모든 구역</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigDelegate</name>
    <message>
        <source>Value of %1</source>
        <translation>%1의 값</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigEdits</name>
    <message>
        <source>change of %1</source>
        <translation>%1 변경</translation>
    </message>
    <message>
        <source>reset of %1</source>
        <translation>%1 되돌림</translation>
    </message>
    <message>
        <source>removal of %1</source>
        <translation>%1 삭제</translation>
    </message>
    <message>
        <source>%1 is there already</source>
        <translation>%1은(는) 이미 있습니다</translation>
    </message>
    <message>
        <source>move in %1</source>
        <translation>%1 안에서 이동</translation>
    </message>
    <message>
        <source>search space of %1</source>
        <translation>%1의 탐색 공간</translation>
    </message>
    <message>
        <source>no search over %1</source>
        <translation>%1 탐색 안 함</translation>
    </message>
    <message>
        <source>change of search.%1</source>
        <translation>search.%1 변경</translation>
    </message>
    <message>
        <source>tuner %1</source>
        <translation>튜너 %1</translation>
    </message>
    <message>
        <source>assessor %1</source>
        <translation>평가기 %1</translation>
    </message>
    <message>
        <source>search over %1</source>
        <translation>%1의 탐색</translation>
    </message>
    <message>
        <source>%1 is now %2, which does not have: %3. Undo brings all of it back.</source>
        <translation>%1이(가) %2(으)로 바뀌었으며 다음 항목은 없습니다: %3. 실행 취소로 모두 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>another objective</source>
        <translation>목표 추가</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigList</name>
    <message>
        <source>Only changed</source>
        <translation>바뀐 것만</translation>
    </message>
    <message>
        <source>Filter of the options</source>
        <translation>옵션 필터</translation>
    </message>
    <message>
        <source>Filter by key, value or description</source>
        <translation>키, 값, 설명으로 거르기</translation>
    </message>
    <message>
        <source>Show only what differs from the defaults</source>
        <translation>기본값과 다른 것만 보기</translation>
    </message>
    <message>
        <source>Options of the experiment</source>
        <translation>실험의 옵션</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigTreeModel</name>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>resolved</source>
        <translation>해석된 값</translation>
    </message>
    <message>
        <source>tune</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>%1 (default)</source>
        <translation>%1 (기본값)</translation>
    </message>
    <message>
        <source>%1 is tuned</source>
        <translation>%1을(를) 탐색합니다</translation>
    </message>
    <message>
        <source>from</source>
        <translation>출처</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigView</name>
    <message>
        <source>Config</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>How the two configs are compared</source>
        <translation>두 설정을 비교하는 방법</translation>
    </message>
    <message>
        <source>Lines that differ</source>
        <translation>다른 줄</translation>
    </message>
    <message>
        <source>What each of the two changed against what both came from</source>
        <translation>둘이 나온 공통 조상에 대해 각각 바꾼 것</translation>
    </message>
    <message>
        <source>Against %1</source>
        <translation>%1 기준</translation>
    </message>
    <message>
        <source>The two configs are equal.</source>
        <translation>두 설정이 같습니다.</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) changed since</source>
        <translation>
            <numerusform>그 뒤로 키 %n개가 바뀜</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them differently in both</source>
        <translation>
            <numerusform>그 가운데 %n개는 양쪽에서 다르게</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigureActions</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>실행 취소: %1</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>다시 실행: %1</translation>
    </message>
    <message>
        <source>Filter options</source>
        <translation>옵션 거르기</translation>
    </message>
    <message>
        <source>Show only changed options</source>
        <translation>바뀐 옵션만 보기</translation>
    </message>
    <message>
        <source>Expand all groups</source>
        <translation>모든 묶음 펼치기</translation>
    </message>
    <message>
        <source>Fold all groups</source>
        <translation>모든 묶음 접기</translation>
    </message>
    <message>
        <source>Show differences</source>
        <translation>차이점 보기</translation>
    </message>
    <message>
        <source>Go to the next problem</source>
        <translation>다음 문제로</translation>
    </message>
    <message>
        <source>Tune this option</source>
        <translation>이 옵션 탐색</translation>
    </message>
    <message>
        <source>Edit what it is tuned over</source>
        <translation>조정 범위 편집</translation>
    </message>
    <message>
        <source>Copy key path</source>
        <translation>키 경로 복사</translation>
    </message>
    <message>
        <source>Add a key…</source>
        <translation>키 추가…</translation>
    </message>
    <message>
        <source>Edit value</source>
        <translation>값 고치기</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>값 복사</translation>
    </message>
    <message>
        <source>Delete key (back to default)</source>
        <translation>키 삭제 (기본값으로)</translation>
    </message>
    <message>
        <source>Move list item up</source>
        <translation>목록 항목 위로</translation>
    </message>
    <message>
        <source>Move list item down</source>
        <translation>목록 항목 아래로</translation>
    </message>
    <message>
        <source>Stop tuning this option</source>
        <translation>이 옵션 탐색 중단</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfigurePage</name>
    <message>
        <source>No experiment is open</source>
        <translation>열린 실험이 없습니다</translation>
    </message>
    <message>
        <source>Open an experiment, or start from the example: LeNet on Fashion-MNIST.</source>
        <translation>실험을 열거나 예제로 시작하세요: Fashion-MNIST의 LeNet.</translation>
    </message>
    <message>
        <source>Start from the example</source>
        <translation>예제로 시작</translation>
    </message>
    <message>
        <source>Open an experiment</source>
        <translation>실험 열기</translation>
    </message>
    <message>
        <source>The experiment has no file yet: choose one with Save as</source>
        <translation>아직 파일이 없는 실험입니다: 다른 이름으로 저장에서 고르세요</translation>
    </message>
    <message>
        <source>recovery of unsaved edits</source>
        <translation>저장하지 않은 편집 복구</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConfusionModel</name>
    <message>
        <source>%1 of class %2 were taken for %3 (%4 %)</source>
        <translation>클래스 %2 중 %1개가 %3(으)로 예측됨(%4 %)</translation>
    </message>
    <message>
        <source>Truly %1</source>
        <translation>실제 %1</translation>
    </message>
    <message>
        <source>Predicted %1</source>
        <translation>예측 %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ConstraintRows</name>
    <message>
        <source>Constraints</source>
        <translation>제약</translation>
    </message>
    <message>
        <source>Add a constraint</source>
        <translation>제약 추가</translation>
    </message>
    <message>
        <source>A limit that a metric has to keep: the best trial keeps all of them</source>
        <translation>지표가 지켜야 하는 한계: 가장 좋은 시험은 모든 한계를 지킵니다</translation>
    </message>
    <message>
        <source>Metric of constraint %1</source>
        <translation>제약 %1의 지표</translation>
    </message>
    <message>
        <source>Comparison of constraint %1</source>
        <translation>제약 %1의 비교</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>이하</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>이상</translation>
    </message>
    <message>
        <source>Bound of constraint %1</source>
        <translation>제약 %1의 한계값</translation>
    </message>
    <message>
        <source>Remove this constraint</source>
        <translation>이 제약 없애기</translation>
    </message>
    <message>
        <source>Remove constraint %1</source>
        <translation>제약 %1 없애기</translation>
    </message>
    <message>
        <source>This metric has both bounds, in one entry</source>
        <translation>이 지표는 한 항목에 두 한계를 모두 가집니다</translation>
    </message>
    <message>
        <source>side of a constraint</source>
        <translation>제약의 방향</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesBar</name>
    <message>
        <source>Metric</source>
        <translation>지표</translation>
    </message>
    <message>
        <source>The metric whose curves are shown</source>
        <translation>곡선으로 볼 지표</translation>
    </message>
    <message>
        <source>S&amp;mooth</source>
        <translation>평활(&amp;M)</translation>
    </message>
    <message>
        <source>Smoothing weight</source>
        <translation>평활 가중치</translation>
    </message>
    <message>
        <source>log y</source>
        <translation>로그 y</translation>
    </message>
    <message>
        <source>Logarithmic values</source>
        <translation>로그 눈금의 값</translation>
    </message>
    <message>
        <source>x axis</source>
        <translation>x축</translation>
    </message>
    <message>
        <source>What the curves are drawn over</source>
        <translation>곡선의 가로축</translation>
    </message>
    <message>
        <source>x: step</source>
        <translation>x: 스텝</translation>
    </message>
    <message>
        <source>x: epoch</source>
        <translation>x: 에폭</translation>
    </message>
    <message>
        <source>x: relative time</source>
        <translation>x: 경과 시간</translation>
    </message>
    <message>
        <source>x: wall time</source>
        <translation>x: 실제 시각</translation>
    </message>
    <message>
        <source>Reset zoom</source>
        <translation>확대 되돌리기</translation>
    </message>
    <message>
        <source>Show everything again (0, or a double click)</source>
        <translation>다시 전체 보기 (0 또는 두 번 누르기)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>More settings of the curves, and export</source>
        <translation>곡선의 다른 설정과 내보내기</translation>
    </message>
    <message>
        <source>Logarithmic &amp;x axis</source>
        <translation>로그 x축(&amp;X)</translation>
    </message>
    <message>
        <source>&amp;Ignore outliers in the range</source>
        <translation>범위에서 이상값 무시(&amp;I)</translation>
    </message>
    <message>
        <source>Fit the values between the 5th and the 95th percentile</source>
        <translation>5~95 백분위수에 값을 맞춥니다</translation>
    </message>
    <message>
        <source>Show &amp;legend</source>
        <translation>범례 보기(&amp;L)</translation>
    </message>
    <message>
        <source>Show &amp;all runs</source>
        <translation>모든 실행 보기(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Hide all runs but the selected</source>
        <translation>고른 것 말고 숨기기(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Export as PNG, SVG, PDF or CSV…</source>
        <translation>PNG, SVG, PDF, CSV로 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Group the runs by</source>
        <translation>실행을 묶는 기준</translation>
    </message>
    <message>
        <source>Draws the mean of each group, and a band of one standard deviation around it</source>
        <translation>묶음마다 평균과 그 둘레 표준편차 하나만큼의 띠를 그립니다</translation>
    </message>
    <message>
        <source>no groups</source>
        <translation>묶지 않음</translation>
    </message>
    <message>
        <source>mean of all</source>
        <translation>전체 평균</translation>
    </message>
    <message>
        <source>mean by %1</source>
        <translation>%1별 평균</translation>
    </message>
    <message>
        <source>&amp;Second metric below</source>
        <translation>아래에 둘째 지표(&amp;S)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>below: %1</source>
        <translation>아래: %1</translation>
    </message>
    <message>
        <source>All metrics</source>
        <translation>모든 지표</translation>
    </message>
    <message>
        <source>All metrics at once, each in a chart of its own</source>
        <translation>모든 지표를 한꺼번에, 저마다 따로 그린 차트로 봅니다</translation>
    </message>
    <message>
        <source>&amp;Colour by</source>
        <translation>색 기준(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Dash by</source>
        <translation>점선 기준(&amp;D)</translation>
    </message>
    <message>
        <source>each trial its own</source>
        <translation>시험마다 자기 것</translation>
    </message>
    <message>
        <source>Exponential moving average, debiased as TensorBoard&apos;s; the faint line is what was recorded. Until it is moved, curves of fewer than %1 points are drawn as they were recorded.</source>
        <translation>TensorBoard처럼 치우침을 고친 지수 이동 평균입니다. 흐린 선이 기록된 값입니다. 움직이기 전에는 점이 %1개보다 적은 곡선을 기록된 대로 그립니다.</translation>
    </message>
    <message>
        <source>S&amp;mooth long curves only</source>
        <translation>긴 곡선만 매끄럽게(&amp;M)</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>표로 보기(&amp;T)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesLegend</name>
    <message>
        <source>%1 ★</source>
        <translation>%1 ★</translation>
    </message>
    <message>
        <source>%1, the best so far</source>
        <translation>%1, 지금까지 최선</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesLegendList</name>
    <message>
        <source>Legend</source>
        <translation>범례</translation>
    </message>
    <message>
        <source>Untick a run to hide its line</source>
        <translation>표시를 끄면 그 실행의 선이 숨습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesOverlay</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 밖에 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesPair</name>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Curves of %1</source>
        <translation>%1 곡선</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesPlot</name>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Arrow keys pan, plus and minus zoom, 0 shows everything. Drag to zoom into a part; drag with the right button to pan; the wheel zooms, with Shift only the values, with Ctrl only the x axis.</source>
        <translation>화살표 키로 이동, +와 -로 확대/축소, 0으로 전체 보기. 끌어서 그 부분을 확대하고, 오른쪽 단추로 끌어 옮깁니다. 휠은 확대/축소이며 Shift는 값만, Ctrl은 x축만 바꿉니다.</translation>
    </message>
    <message>
        <source>No points yet — start a run</source>
        <translation>아직 점이 없습니다 — 실행을 시작하세요</translation>
    </message>
    <message>
        <source>Every run is hidden — tick one in the legend</source>
        <translation>모든 실행이 숨겨져 있습니다 — 범례에서 고르세요</translation>
    </message>
    <message>
        <source>No points of this metric yet</source>
        <translation>이 지표의 점이 아직 없습니다</translation>
    </message>
    <message>
        <source>These runs recorded no epochs — choose another x axis</source>
        <translation>에폭 기록이 없는 실행입니다 — 다른 x축을 고르세요</translation>
    </message>
    <message>
        <source>No points yet — the first are on their way</source>
        <translation>아직 점이 없습니다 — 곧 첫 점이 옵니다</translation>
    </message>
    <message>
        <source>These trials recorded no points</source>
        <translation>이 시험들은 점을 기록하지 않았습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesReadout</name>
    <message>
        <source>step %1</source>
        <translation>%1 스텝</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>%1 에폭</translation>
    </message>
    <message>
        <source>%1  (smoothed %2)</source>
        <translation>%1  (평활 %2)</translation>
    </message>
    <message>
        <source>%1  (%2 to %3, n = %4)</source>
        <translation>%1  (%2 ~ %3, n = %4)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesTables</name>
    <message>
        <source>run</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>points</source>
        <translation>점 수</translation>
    </message>
    <message>
        <source>first value</source>
        <translation>첫 값</translation>
    </message>
    <message>
        <source>last value</source>
        <translation>마지막 값</translation>
    </message>
    <message>
        <source>last step</source>
        <translation>마지막 스텝</translation>
    </message>
    <message>
        <source>least</source>
        <translation>가장 작은 값</translation>
    </message>
    <message>
        <source>at step</source>
        <translation>그 스텝</translation>
    </message>
    <message>
        <source>greatest</source>
        <translation>가장 큰 값</translation>
    </message>
    <message>
        <source>step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>%1, the best so far</source>
        <translation>%1, 지금까지 최선</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>실행</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>점</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesView</name>
    <message>
        <source>all runs</source>
        <translation>모든 실행</translation>
    </message>
    <message>
        <source>Curves of %1</source>
        <translation>%1 곡선</translation>
    </message>
    <message>
        <source>No trial shown here has recorded “%1”.</source>
        <translation>여기 보이는 시험 가운데 “%1”을(를) 기록한 것이 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::CurvesWall</name>
    <message>
        <source>Metrics to show</source>
        <translation>보여 줄 지표</translation>
    </message>
    <message>
        <source>Metrics: a regular expression, e.g. loss|acc</source>
        <translation>지표: 정규식, 예: loss|acc</translation>
    </message>
    <message>
        <source>This is no regular expression: %1</source>
        <translation>정규식이 아닙니다: %1</translation>
    </message>
    <message>
        <source>No metrics yet.</source>
        <translation>아직 지표가 없습니다.</translation>
    </message>
    <message>
        <source>No metric matches.</source>
        <translation>맞는 지표가 없습니다.</translation>
    </message>
    <message>
        <source>all-metrics</source>
        <translation>모든-지표</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DescentView</name>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (not in this workspace)</source>
        <translation>%1 (이 작업 폴더에 없음)</translation>
    </message>
    <message>
        <source>Trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>Who came from whom</source>
        <translation>무엇이 무엇에서 나왔는지</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>기록</translation>
    </message>
    <message>
        <source>How it came about</source>
        <translation>생긴 방법</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>목표값</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>바뀐 것</translation>
    </message>
    <message>
        <source>What the selected record changed</source>
        <translation>선택한 기록이 바꾼 것</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>이전</translation>
    </message>
    <message>
        <source>After</source>
        <translation>이후</translation>
    </message>
    <message>
        <source>Enter shows the record in the list</source>
        <translation>Enter를 누르면 목록에서 그 기록을 보여 줍니다</translation>
    </message>
    <message>
        <source>Select a study or a trial to see who it came from.</source>
        <translation>연구나 시험을 선택하면 어디에서 나왔는지 보입니다.</translation>
    </message>
    <message>
        <source>It came from no other record, and none came from it. What is run again, opened as an experiment, cloned, or begun with what another study found, is shown here with what it changed.</source>
        <translation>다른 기록에서 나오지 않았고, 여기에서 나온 기록도 없습니다. 다시 실행하거나, 실험으로 열거나, 복제하거나, 다른 연구가 찾은 것으로 시작한 기록이 무엇을 바꾸었는지와 함께 여기에 보입니다.</translation>
    </message>
    <message>
        <source>shown above</source>
        <translation>위에 표시됨</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DesktopNotifier</name>
    <message>
        <source>%1 is done</source>
        <translation>%1 완료</translation>
    </message>
    <message>
        <source>%1 has failed</source>
        <translation>%1 실패</translation>
    </message>
    <message>
        <source>Lathe shows why.</source>
        <translation>이유는 Lathe에서 볼 수 있습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DeviceCombo</name>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Where to train</source>
        <translation>학습할 장치</translation>
    </message>
    <message>
        <source>Device as configured</source>
        <translation>설정한 장치</translation>
    </message>
    <message>
        <source>The experiment&apos;s hw.device and search.devices decide</source>
        <translation>실험의 hw.device와 search.devices를 따릅니다</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DeviceModel</name>
    <message>
        <source>trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message numerus="yes">
        <source>%n other program(s)</source>
        <translation>
            <numerusform>다른 프로그램 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1% busy</source>
        <translation>%1% 사용 중</translation>
    </message>
    <message>
        <source>free</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>%1 free of %2</source>
        <translation>%2 중 %1 비어 있음</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>모델</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>메모리</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>사용</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DiffModel</name>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>saved</source>
        <translation>저장됨</translation>
    </message>
    <message>
        <source>here</source>
        <translation>여기</translation>
    </message>
    <message>
        <source>other</source>
        <translation>다른 쪽</translation>
    </message>
    <message>
        <source>Both changed it, differently</source>
        <translation>양쪽에서 서로 다르게 바꾸었습니다</translation>
    </message>
    <message>
        <source>(absent)</source>
        <translation>(없음)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::DiffView</name>
    <message>
        <source>Keys that differ</source>
        <translation>다른 키</translation>
    </message>
    <message>
        <source>Differences</source>
        <translation>차이점</translation>
    </message>
    <message>
        <source>Take the other value</source>
        <translation>다른 쪽 값 가져오기</translation>
    </message>
    <message>
        <source>Go to the key</source>
        <translation>키로 이동</translation>
    </message>
    <message>
        <source>Compare with another file</source>
        <translation>다른 파일과 비교</translation>
    </message>
    <message>
        <source>Compare with the file on the disk</source>
        <translation>디스크의 파일과 비교</translation>
    </message>
    <message>
        <source>Back to the options</source>
        <translation>옵션으로 돌아가기</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>비교할 파일</translation>
    </message>
    <message>
        <source>Experiments (*.yaml *.yml);;All files (*)</source>
        <translation>실험 (*.yaml *.yml);;모든 파일 (*)</translation>
    </message>
    <message>
        <source>There are no differences.</source>
        <translation>차이점이 없습니다.</translation>
    </message>
    <message>
        <source>values of the other file</source>
        <translation>다른 파일의 값</translation>
    </message>
    <message>
        <source>Keys changed both here and in %1: %2</source>
        <translation>여기와 %1에서 모두 바뀐 키: %2개</translation>
    </message>
    <message>
        <source>Keys that differ: %1</source>
        <translation>다른 키: %1개</translation>
    </message>
    <message>
        <source>Take theirs there</source>
        <translation>그쪽 값 사용</translation>
    </message>
    <message>
        <source>Where both changed a key, take the value of the file on the disk</source>
        <translation>양쪽이 바꾼 키에서는 디스크 파일의 값을 가져옵니다</translation>
    </message>
    <message>
        <source>Keep mine there</source>
        <translation>내 값 유지</translation>
    </message>
    <message>
        <source>Where both changed a key, keep the value that is here</source>
        <translation>양쪽이 바꾼 키에서는 여기의 값을 유지합니다</translation>
    </message>
    <message>
        <source>Nothing is saved before that is decided.</source>
        <translation>결정하기 전에는 아무것도 저장되지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExperimentDocument</name>
    <message>
        <source>changes of another program</source>
        <translation>다른 프로그램의 변경</translation>
    </message>
    <message>
        <source>another program changes it again and again</source>
        <translation>다른 프로그램이 계속해서 바꾸고 있습니다</translation>
    </message>
    <message>
        <source>nothing was written: save again when that has ended</source>
        <translation>아무것도 쓰지 않았습니다. 끝난 뒤에 다시 저장하세요</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExperimentFiles</name>
    <message>
        <source>Experiments (*.yaml *.yml)</source>
        <translation>실험 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Open an experiment</source>
        <translation>실험 열기</translation>
    </message>
    <message>
        <source>Save the experiment</source>
        <translation>실험 저장</translation>
    </message>
    <message>
        <source>Unsaved edits</source>
        <translation>저장하지 않은 편집</translation>
    </message>
    <message>
        <source>Save the edits of %1?</source>
        <translation>%1의 편집을 저장할까요?</translation>
    </message>
    <message>
        <source>They are lost otherwise.</source>
        <translation>저장하지 않으면 사라집니다.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>저장</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExportDialog</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Export %1 for a headless run</source>
        <translation>%1을(를) 창 없는 실행용으로 내보내기</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>내보내기 진행</translation>
    </message>
    <message>
        <source>What goes in</source>
        <translation>들어가는 것</translation>
    </message>
    <message>
        <source>Looking at what goes in…</source>
        <translation>들어갈 것을 살펴보는 중…</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Goes in: %n file(s), %1 before compression</source>
        <translation>
            <numerusform>들어가는 것(&amp;G): 파일 %n개, 압축 전 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Goes in: %n file(s), %1</source>
        <translation>
            <numerusform>들어가는 것(&amp;G): 파일 %n개, %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing can be exported yet</source>
        <translation>아직 내보낼 수 없습니다</translation>
    </message>
    <message>
        <source>Name the file to write.</source>
        <translation>쓸 파일의 이름을 정하세요.</translation>
    </message>
    <message>
        <source>%1 is a folder: name a file in it.</source>
        <translation>%1은(는) 폴더입니다. 그 안의 파일 이름을 정하세요.</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it?</source>
        <translation>%1이(가) 이미 있습니다. 바꿀까요?</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>쓰는 중…</translation>
    </message>
    <message>
        <source>Writing: %1 of %2</source>
        <translation>쓰는 중: %2 중 %1</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>썼습니다: %1</translation>
    </message>
    <message>
        <source>Written: %1, %2</source>
        <translation>썼습니다: %1, %2</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>취소했습니다. 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>취소하는 중…</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>바꾸기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>내보내기(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>닫기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ExportForm</name>
    <message>
        <source>Kind</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Bundle: one file with all it needs</source>
        <translation>번들: 필요한 모든 것을 담은 파일 하나</translation>
    </message>
    <message>
        <source>Container: a Dockerfile</source>
        <translation>컨테이너: Dockerfile</translation>
    </message>
    <message>
        <source>Conda: an environment.yaml</source>
        <translation>Conda: environment.yaml</translation>
    </message>
    <message>
        <source>Slurm: a batch file</source>
        <translation>Slurm: 배치 파일</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>종류(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Write to</source>
        <translation>쓸 곳(&amp;W)</translation>
    </message>
    <message>
        <source>The file to write</source>
        <translation>쓸 파일</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>찾아보기(&amp;B)…</translation>
    </message>
    <message>
        <source>The command that does the same</source>
        <translation>같은 일을 하는 명령</translation>
    </message>
    <message>
        <source>The same without a window:</source>
        <translation>창 없이 같은 일:</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the command</source>
        <translation>명령 복사</translation>
    </message>
    <message>
        <source>With the &amp;data that it reads</source>
        <translation>읽는 데이터도 함께(&amp;D)</translation>
    </message>
    <message>
        <source>With the &amp;data that it reads: there are none</source>
        <translation>읽는 데이터도 함께(&amp;D): 데이터가 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>With the &amp;data that it reads: %1 in %n file(s)</source>
        <translation>
            <numerusform>읽는 데이터도 함께(&amp;D): 파일 %n개, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::FinderDialog</name>
    <message>
        <source>%1: “%2” cannot be used</source>
        <translation>%1: “%2”은(는) 쓸 수 없습니다</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>적용(&amp;A)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>닫기(&amp;C)</translation>
    </message>
    <message>
        <source>%1 is now %2. Undo takes it back.</source>
        <translation>%1은(는) 이제 %2입니다. 실행 취소로 되돌릴 수 있습니다.</translation>
    </message>
    <message>
        <source>%1 could not be set: the window says why.</source>
        <translation>%1을(를) 바꾸지 못했습니다. 까닭은 창에 나와 있습니다.</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>중지(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>찾기(&amp;F)</translation>
    </message>
    <message>
        <source>The experiment has problems. %1</source>
        <translation>실험에 문제가 있습니다. %1</translation>
    </message>
    <message>
        <source>Preparing the data and the network…</source>
        <translation>데이터와 신경망을 준비하는 중…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>멈추는 중…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>멈췄습니다.</translation>
    </message>
    <message>
        <source>Suggested: %1 = %2</source>
        <translation>제안: %1 = %2</translation>
    </message>
</context>
<context>
    <name>lathe::gui::Finders</name>
    <message>
        <source>A study is running: wait until it is done, or stop it.</source>
        <translation>연구가 실행 중입니다. 끝날 때까지 기다리거나 멈추세요.</translation>
    </message>
    <message>
        <source>Another finder is running.</source>
        <translation>다른 찾기가 실행 중입니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ForeignImport</name>
    <message>
        <source>Imported: %1 trials in %2 studies.</source>
        <translation>가져옴: 연구 %2개의 시험 %1개.</translation>
    </message>
    <message>
        <source>Cancelled: the rest was not imported.</source>
        <translation>취소됨: 나머지는 가져오지 않았습니다.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>외 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>%1 is still being read.</source>
        <translation>%1을(를) 아직 읽고 있습니다.</translation>
    </message>
    <message numerus="yes">
        <source>Importing %1: %n trial(s) so far</source>
        <translation>
            <numerusform>%1 가져오는 중: 지금까지 시험 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled: %1 was not imported.</source>
        <translation>취소됨: %1을(를) 가져오지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HeadlessExport</name>
    <message>
        <source>Copied: %1</source>
        <translation>복사함: %1</translation>
    </message>
    <message>
        <source>Export resolved config</source>
        <translation>해석된 설정 내보내기</translation>
    </message>
    <message>
        <source>Experiments (*.yaml *.yml)</source>
        <translation>실험 (*.yaml *.yml)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>저장함: %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HistogramBars</name>
    <message>
        <source>%1: %2 %</source>
        <translation>%1: %2 %</translation>
    </message>
    <message>
        <source>%1 to %2: %3 %</source>
        <translation>%1~%2: %3 %</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HistogramView</name>
    <message>
        <source>Histogram of samples</source>
        <translation>표본의 히스토그램</translation>
    </message>
    <message>
        <source>What the search space would give</source>
        <translation>탐색 공간이 내놓을 값</translation>
    </message>
    <message>
        <source>Range from %1 to %2. Left and Right move the end in focus, with Shift ten times as far; Tab goes to the other end.</source>
        <translation>%1부터 %2까지. 왼쪽/오른쪽 키로 고른 끝을 옮기고 Shift를 누르면 열 배로 움직입니다. Tab은 다른 끝으로 갑니다.</translation>
    </message>
    <message>
        <source>Nothing to sample yet</source>
        <translation>아직 뽑을 것이 없습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HistogramsView</name>
    <message>
        <source>Which histograms</source>
        <translation>어느 히스토그램</translation>
    </message>
    <message>
        <source>Step that stands out</source>
        <translation>두드러지게 보일 단계</translation>
    </message>
    <message>
        <source>%1 of %2 from step %3 to %4, values from %5 to %6</source>
        <translation>%2의 %1, 단계 %3부터 %4까지, 값 %5부터 %6까지</translation>
    </message>
    <message>
        <source>%1, %2 of %3 steps</source>
        <translation>%1, 단계 %3개 중 %2개</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2의 %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HostOpening</name>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HostQueue</name>
    <message>
        <source>Take them back</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>Queue of %1</source>
        <translation>%1의 대기열</translation>
    </message>
    <message>
        <source>Asking %1…</source>
        <translation>%1에 묻는 중…</translation>
    </message>
    <message>
        <source>Removed from the queue: %1</source>
        <translation>대기열에서 뺐습니다: %1</translation>
    </message>
    <message>
        <source>Its study is in another workspace there: %1</source>
        <translation>이 연구는 그 컴퓨터의 다른 작업 공간에 있습니다: %1</translation>
    </message>
    <message>
        <source>Its study is not here yet.</source>
        <translation>이 연구는 아직 여기에 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HostRuns</name>
    <message>
        <source>Connecting to %1…</source>
        <translation>%1에 연결하는 중…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>다시 시도</translation>
    </message>
    <message>
        <source>Send it with its data</source>
        <translation>데이터와 함께 보내기</translation>
    </message>
    <message>
        <source>%1 cannot be shown: %2</source>
        <translation>%1을(를) 보일 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 stops at its next batch on %2.</source>
        <translation>%2에서 %1이(가) 다음 배치에서 멈춥니다.</translation>
    </message>
    <message>
        <source>%2 goes on with %1.</source>
        <translation>%2에서 %1을(를) 이어서 합니다.</translation>
    </message>
    <message>
        <source>%1 is in the queue of %2.</source>
        <translation>%1이(가) %2의 대기열에 있습니다.</translation>
    </message>
    <message>
        <source>Bundle (*.lathe.tar.zst)</source>
        <translation>번들 (*.lathe.tar.zst)</translation>
    </message>
    <message>
        <source>Trials as a table (*.csv)</source>
        <translation>시험 표 (*.csv)</translation>
    </message>
    <message>
        <source>All that is recorded, as JSON (*.json)</source>
        <translation>기록 전부, JSON (*.json)</translation>
    </message>
    <message>
        <source>Container file (Dockerfile)</source>
        <translation>컨테이너 파일 (Dockerfile)</translation>
    </message>
    <message>
        <source>conda environment (*.yaml)</source>
        <translation>conda 환경 (*.yaml)</translation>
    </message>
    <message>
        <source>Slurm job (*.sbatch)</source>
        <translation>Slurm 작업 (*.sbatch)</translation>
    </message>
    <message>
        <source>Export %1 from %2</source>
        <translation>%2에서 %1 내보내기</translation>
    </message>
    <message>
        <source>Only the points that a screen shows have come from %1. “Export for a headless run” in Review writes all that is recorded there.</source>
        <translation>%1 에서는 화면에 보이는 점만 왔습니다. 돌아보기의 “창 없는 실행용으로 내보내기”는 그곳에 기록된 것을 모두 씁니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::HostWorkspace</name>
    <message>
        <source>%1: connecting…</source>
        <translation>%1: 연결하는 중…</translation>
    </message>
    <message>
        <source>%1: connected</source>
        <translation>%1: 연결됨</translation>
    </message>
    <message>
        <source>%1: connection lost, trying again (%2)</source>
        <translation>%1: 연결이 끊겨 다시 시도하는 중 (%2)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1: connected (%2)</source>
        <translation>%1: 연결됨 (%2)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ImagesView</name>
    <message>
        <source>Which images</source>
        <translation>표시할 이미지</translation>
    </message>
    <message>
        <source>Step of the images</source>
        <translation>이미지의 스텝</translation>
    </message>
    <message>
        <source>%1 of %2, step %3</source>
        <translation>%2의 %1, 스텝 %3</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1, 스텝 %2</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>&amp;Copy the picture</source>
        <translation>그림 복사(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save the picture…</source>
        <translation>그림 저장(&amp;S)…</translation>
    </message>
    <message>
        <source>Save the picture</source>
        <translation>그림 저장</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LearningRate</name>
    <message>
        <source>The loss at each learning rate is drawn here</source>
        <translation>학습률마다 손실을 여기에 그립니다</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>학습률</translation>
    </message>
    <message>
        <source>loss, smoothed</source>
        <translation>손실(평활)</translation>
    </message>
    <message>
        <source>step</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>suggested: the steepest descent</source>
        <translation>제안: 가장 가파른 내리막</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LearningRateDialog</name>
    <message>
        <source>First rate</source>
        <translation>처음 학습률</translation>
    </message>
    <message>
        <source>Last rate</source>
        <translation>마지막 학습률</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>스텝</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>지수</translation>
    </message>
    <message>
        <source>linear</source>
        <translation>선형</translation>
    </message>
    <message>
        <source>Spacing</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Loss over the learning rate</source>
        <translation>학습률에 따른 손실</translation>
    </message>
    <message>
        <source>Find a learning rate</source>
        <translation>학습률 찾기</translation>
    </message>
    <message>
        <source>Stop at loss ×</source>
        <translation>멈출 손실 ×</translation>
    </message>
    <message>
        <source>Trains a new network for some steps while the learning rate rises, and suggests the rate at which the loss falls fastest. It stops early when the loss is so many times the best (0: never). Nothing of this training is kept.</source>
        <translation>새 신경망을 학습률을 높여 가며 몇 스텝 학습해, 손실이 가장 빨리 줄어드는 학습률을 제안합니다. 손실이 가장 좋은 값의 정한 배수가 되면 일찍 멈춥니다(0: 멈추지 않음). 이 학습은 아무것도 남기지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LogPanel</name>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>What the trials say appears here.</source>
        <translation>시험이 남기는 말이 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Search the log</source>
        <translation>로그에서 찾기</translation>
    </message>
    <message>
        <source>Lines to show</source>
        <translation>보일 줄</translation>
    </message>
    <message>
        <source>Which lines of the log are shown; all of them are in each trial&apos;s log.txt</source>
        <translation>로그의 어느 줄을 보일지. 모든 줄은 시험마다 log.txt에 있습니다</translation>
    </message>
    <message>
        <source>all lines</source>
        <translation>모든 줄</translation>
    </message>
    <message>
        <source>without tables</source>
        <translation>표 빼고</translation>
    </message>
    <message>
        <source>notes and problems</source>
        <translation>알림과 문제</translation>
    </message>
    <message>
        <source>problems</source>
        <translation>문제만</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>따라가기</translation>
    </message>
    <message>
        <source>Follow the newest line</source>
        <translation>가장 새 줄 따라가기</translation>
    </message>
    <message>
        <source>Keep the newest line in sight</source>
        <translation>가장 새 줄이 늘 보이게 합니다</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>복사</translation>
    </message>
    <message>
        <source>Copy the log</source>
        <translation>로그 복사</translation>
    </message>
    <message>
        <source>Copy the selected lines, or all that are shown</source>
        <translation>고른 줄을, 없으면 보이는 줄을 모두 복사합니다</translation>
    </message>
    <message>
        <source>No line of the log fits what is looked for.</source>
        <translation>찾는 것에 맞는 줄이 로그에 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::LogView</name>
    <message numerus="yes">
        <source>%n more log(s) are not shown: select fewer trials to read them.</source>
        <translation>
            <numerusform>로그 %n개는 보이지 않습니다. 읽으려면 시험을 더 적게 고르세요.</numerusform>
        </translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Log of %1</source>
        <translation>%1의 로그</translation>
    </message>
</context>
<context>
    <name>lathe::gui::MainWindow</name>
    <message>
        <source>The language changes when Lathe is started again.</source>
        <translation>언어는 Lathe를 다시 시작하면 바뀝니다.</translation>
    </message>
    <message>
        <source>No experiment</source>
        <translation>실험 없음</translation>
    </message>
    <message>
        <source>Take them back</source>
        <translation>되살리기</translation>
    </message>
    <message>
        <source>The unsaved edits are damaged and cannot be taken back.</source>
        <translation>저장하지 않은 편집이 손상되어 되살릴 수 없습니다.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>버리기</translation>
    </message>
    <message>
        <source>Lathe ended before these edits of %1 were saved.</source>
        <translation>%1의 편집을 저장하기 전에 Lathe가 끝났습니다.</translation>
    </message>
    <message>
        <source>Cancelled: %1</source>
        <translation>취소했습니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::MediaView</name>
    <message>
        <source>The selected trials have recorded no images, histograms, sounds or texts.
With log.histograms a trial records its weights and gradients.</source>
        <translation>고른 시험이 기록한 이미지, 히스토그램, 소리, 글이 없습니다.
log.histograms를 켜면 시험이 가중치와 기울기를 기록합니다.</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>이미지</translation>
    </message>
    <message>
        <source>Histograms</source>
        <translation>히스토그램</translation>
    </message>
    <message>
        <source>Audio</source>
        <translation>소리</translation>
    </message>
    <message>
        <source>Texts</source>
        <translation>글</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>그 밖에 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>읽는 중…</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ModelBar</name>
    <message>
        <source>The model is being used</source>
        <translation>모델을 사용하는 중</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel what is done with the model</source>
        <translation>모델 작업 취소</translation>
    </message>
    <message>
        <source>The program that uses the model crashed or could not be started</source>
        <translation>모델을 사용하는 프로그램이 비정상 종료되었거나 시작되지 않았습니다</translation>
    </message>
    <message>
        <source>look at the log of the trial, and try lathectl test</source>
        <translation>시험의 로그를 보고 lathectl test를 실행해 보세요</translation>
    </message>
    <message>
        <source>The model of trial %1 is tested</source>
        <translation>시험 %1의 모델을 테스트하는 중</translation>
    </message>
    <message>
        <source>The model of trial %1 is exported</source>
        <translation>시험 %1의 모델을 내보내는 중</translation>
    </message>
    <message>
        <source>The model is in %1.</source>
        <translation>모델이 %1에 저장되었습니다.</translation>
    </message>
    <message>
        <source>TorchScript, for torch.jit.load (*.pt)</source>
        <translation>TorchScript, torch.jit.load용 (*.pt)</translation>
    </message>
    <message>
        <source>state_dict, for torch.load (*.pth)</source>
        <translation>state_dict, torch.load용 (*.pth)</translation>
    </message>
    <message>
        <source>safetensors (*.safetensors)</source>
        <translation>safetensors (*.safetensors)</translation>
    </message>
    <message>
        <source>Export model</source>
        <translation>모델 내보내기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::NameCompleter</name>
    <message>
        <source>Names that the filter may use</source>
        <translation>필터에 쓸 수 있는 이름</translation>
    </message>
</context>
<context>
    <name>lathe::gui::NestedChoiceEditor</name>
    <message>
        <source>Branches and their options</source>
        <translation>갈래와 그 옵션</translation>
    </message>
    <message>
        <source>Branch or option</source>
        <translation>갈래 또는 옵션</translation>
    </message>
    <message>
        <source>Drawn from</source>
        <translation>뽑는 범위</translation>
    </message>
    <message>
        <source>Add a branch</source>
        <translation>갈래 더하기</translation>
    </message>
    <message>
        <source>Add an option to the branch</source>
        <translation>갈래에 옵션 더하기</translation>
    </message>
    <message>
        <source>Remove the branch or option (Del)</source>
        <translation>갈래나 옵션 지우기 (Del)</translation>
    </message>
    <message>
        <source>Move up (Alt+Up)</source>
        <translation>위로 (Alt+위)</translation>
    </message>
    <message>
        <source>Move down (Alt+Down)</source>
        <translation>아래로 (Alt+아래)</translation>
    </message>
    <message>
        <source>no options of its own</source>
        <translation>제 옵션 없음</translation>
    </message>
    <message>
        <source>An option of another name…</source>
        <translation>다른 이름의 옵션…</translation>
    </message>
</context>
<context>
    <name>lathe::gui::NewFromProgram</name>
    <message>
        <source>The script that trains</source>
        <translation>학습하는 스크립트</translation>
    </message>
    <message>
        <source>Python scripts (*.py)</source>
        <translation>Python 스크립트 (*.py)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>모든 파일 (*)</translation>
    </message>
    <message>
        <source>Another script is being read. Wait for it.</source>
        <translation>다른 스크립트를 읽고 있습니다. 끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>lathectl cannot be started; install all of Lathe</source>
        <translation>lathectl을 시작할 수 없습니다. Lathe 전체를 설치하세요</translation>
    </message>
    <message>
        <source>lathectl ended without saying why</source>
        <translation>lathectl이 이유를 알리지 않고 끝났습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::NoteView</name>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Note, as Markdown</source>
        <translation>메모(마크다운)</translation>
    </message>
    <message>
        <source>Why it was run, what came out: Markdown. Ctrl+Enter or Esc keeps it.</source>
        <translation>왜 실행했고 무엇이 나왔는지 마크다운으로 적습니다. Ctrl+Enter나 Esc를 누르면 저장됩니다.</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>메모 쓰기</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>편집</translation>
    </message>
    <message>
        <source>Edit the note</source>
        <translation>메모 편집</translation>
    </message>
    <message>
        <source>Nothing is noted of this yet.</source>
        <translation>아직 메모가 없습니다.</translation>
    </message>
    <message>
        <source>Select one study or trial to read its note.</source>
        <translation>연구나 시험 하나를 선택하면 메모를 봅니다.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Keep the note</source>
        <translation>메모 저장</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ObjectiveRows</name>
    <message>
        <source>minimize</source>
        <translation>최소화</translation>
    </message>
    <message>
        <source>maximize</source>
        <translation>최대화</translation>
    </message>
    <message>
        <source>Add an objective</source>
        <translation>목표 추가</translation>
    </message>
    <message>
        <source>Search for the Pareto front of several objectives</source>
        <translation>여러 목표의 파레토 경계를 탐색합니다</translation>
    </message>
    <message>
        <source>Metric of objective %1</source>
        <translation>목표 %1의 지표</translation>
    </message>
    <message>
        <source>Goal of objective %1</source>
        <translation>목표 %1의 방향</translation>
    </message>
    <message>
        <source>Remove this objective</source>
        <translation>이 목표 제거</translation>
    </message>
    <message>
        <source>Remove objective %1</source>
        <translation>목표 %1 제거</translation>
    </message>
</context>
<context>
    <name>lathe::gui::OptionFacts</name>
    <message>
        <source>Options of this group</source>
        <translation>이 묶음의 옵션</translation>
    </message>
    <message>
        <source>key</source>
        <translation>키</translation>
    </message>
    <message>
        <source>value</source>
        <translation>값</translation>
    </message>
    <message>
        <source>what it is</source>
        <translation>무엇인지</translation>
    </message>
    <message>
        <source>group</source>
        <translation>묶음</translation>
    </message>
    <message>
        <source>A key that the schema does not name.</source>
        <translation>스키마에 없는 키입니다.</translation>
    </message>
    <message>
        <source>default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, %2행</translation>
    </message>
    <message>
        <source>file, line %1</source>
        <translation>파일 %1행</translation>
    </message>
    <message>
        <source>file</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>none, must be given</source>
        <translation>없음, 꼭 주어야 함</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>기본값</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>범위</translation>
    </message>
    <message>
        <source>One of</source>
        <translation>다음 중 하나</translation>
    </message>
    <message>
        <source>From</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Resolved</source>
        <translation>해석된 값</translation>
    </message>
</context>
<context>
    <name>lathe::gui::OptionPanel</name>
    <message>
        <source>The selected option</source>
        <translation>고른 옵션</translation>
    </message>
    <message>
        <source>Select an option to see what it does, and to tune it.</source>
        <translation>옵션을 고르면 설명을 보고 탐색하도록 할 수 있습니다.</translation>
    </message>
    <message>
        <source>&amp;Tune this (Ctrl+T)</source>
        <translation>탐색(&amp;T) (Ctrl+T)</translation>
    </message>
    <message>
        <source>Tune this option</source>
        <translation>이 옵션 탐색</translation>
    </message>
    <message>
        <source>&amp;Value</source>
        <translation>값(&amp;V)</translation>
    </message>
    <message>
        <source>Back to the default: removes the key from the file</source>
        <translation>기본값으로: 파일에서 키를 지웁니다</translation>
    </message>
    <message>
        <source>Reset to default</source>
        <translation>기본값으로</translation>
    </message>
    <message>
        <source>Value of %1</source>
        <translation>%1의 값</translation>
    </message>
</context>
<context>
    <name>lathe::gui::OutsideChanges</name>
    <message>
        <source>%1 was changed by another program and cannot be read: %2</source>
        <translation>%1이(가) 다른 프로그램에 의해 바뀌었지만 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 was changed by another program. Its changes and yours are both here; Undo takes theirs back.</source>
        <translation>%1이(가) 다른 프로그램에 의해 바뀌었습니다. 그 변경과 내 변경이 모두 반영되었습니다. 실행 취소하면 그쪽 변경이 되돌려집니다.</translation>
    </message>
    <message>
        <source>%1 was changed by another program, and is shown as it is now.</source>
        <translation>%1이(가) 다른 프로그램에 의해 바뀌어 지금 내용으로 표시됩니다.</translation>
    </message>
    <message>
        <source>Take theirs there</source>
        <translation>그쪽 값 사용</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>%1 was changed by another program where you changed it too: %2</source>
        <translation>%1에서 내가 바꾼 곳을 다른 프로그램도 바꾸었습니다: %2</translation>
    </message>
    <message>
        <source>%1 cannot be read any more: %2</source>
        <translation>%1을(를) 더 이상 읽을 수 없습니다: %2</translation>
    </message>
    <message>
        <source>%1 was deleted or moved by another program.</source>
        <translation>%1이(가) 다른 프로그램에 의해 삭제되거나 옮겨졌습니다.</translation>
    </message>
    <message>
        <source>Its text is kept here, and is unsaved now: Save writes it again.</source>
        <translation>내용은 여기에 남아 있으며 저장되지 않은 상태입니다. 저장하면 다시 씁니다.</translation>
    </message>
    <message>
        <source>%1 had been changed by another program. Its changes and yours are both saved; Undo takes theirs back.</source>
        <translation>%1이(가) 다른 프로그램에 의해 바뀌어 있었습니다. 그 변경과 내 변경을 모두 저장했습니다. 실행 취소하면 그쪽 변경이 되돌려집니다.</translation>
    </message>
    <message>
        <source>Not saved: %1 was deleted or moved by another program. Save once more to write it again, or save it under another name.</source>
        <translation>저장하지 않음: %1이(가) 다른 프로그램에 의해 삭제되거나 옮겨졌습니다. 한 번 더 저장하면 다시 쓰고, 다른 이름으로 저장할 수도 있습니다.</translation>
    </message>
    <message>
        <source>The changes of both are here now: Save writes them to %1.</source>
        <translation>양쪽의 변경이 이제 여기에 있습니다. 저장하면 %1에 씁니다.</translation>
    </message>
    <message>
        <source>%1 is shown as it is on the disk.</source>
        <translation>%1이(가) 디스크의 내용 그대로 표시됩니다.</translation>
    </message>
    <message>
        <source>Keep mine there</source>
        <translation>내 값 유지</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>파일 전체</translation>
    </message>
    <message>
        <source>Give up theirs</source>
        <translation>그쪽 변경 버리기</translation>
    </message>
    <message>
        <source>Not saved: %1 was changed by another program and cannot be brought together with what is here: %2. Mend the file, or save under another name.</source>
        <translation>저장하지 않음: %1이(가) 다른 프로그램에 의해 바뀌었고 여기의 내용과 합칠 수 없습니다: %2. 파일을 고치거나 다른 이름으로 저장하세요.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::OverflowRow</name>
    <message>
        <source>More controls, for which this row has no room</source>
        <translation>이 줄에 자리가 없는 나머지 조작</translation>
    </message>
    <message>
        <source>More controls</source>
        <translation>나머지 조작</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelAxisMenu</name>
    <message>
        <source>Colour by this &amp;axis</source>
        <translation>이 축으로 색칠(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Invert	I</source>
        <translation>뒤집기(&amp;I)	I</translation>
    </message>
    <message>
        <source>&amp;Hide	Del</source>
        <translation>숨기기(&amp;H)	Del</translation>
    </message>
    <message>
        <source>&amp;Show all axes	Home</source>
        <translation>모든 축 보기(&amp;S)	Home</translation>
    </message>
    <message>
        <source>&amp;Linear</source>
        <translation>선형(&amp;L)</translation>
    </message>
    <message>
        <source>Lo&amp;garithmic</source>
        <translation>로그(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Percentiles</source>
        <translation>백분위(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Categories</source>
        <translation>범주(&amp;C)</translation>
    </message>
    <message>
        <source>Brush a &amp;range…	E</source>
        <translation>범위 칠하기(&amp;R)…	E</translation>
    </message>
    <message>
        <source>Clear &amp;brushes	C</source>
        <translation>칠한 것 지우기(&amp;B)	C</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelCanvas</name>
    <message>
        <source>Parallel coordinates</source>
        <translation>평행 좌표</translation>
    </message>
    <message>
        <source>No trials yet — each finished trial becomes a line here</source>
        <translation>아직 시험이 없습니다 — 끝난 시험마다 선이 하나씩 생깁니다</translation>
    </message>
    <message>
        <source>E&amp;xport as PNG, SVG, PDF or CSV…</source>
        <translation>PNG, SVG, PDF, CSV로 내보내기(&amp;X)…</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelMouse</name>
    <message>
        <source>%1
Click to invert, drag to move, drag upwards to hide, right-click for more</source>
        <translation>%1
눌러서 뒤집고, 끌어서 옮기고, 위로 끌어 숨깁니다. 오른쪽 단추로 더 볼 수 있습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelRangeDialog</name>
    <message>
        <source>Brush %1</source>
        <translation>%1 칠하기</translation>
    </message>
    <message>
        <source>&amp;Brush</source>
        <translation>칠하기(&amp;B)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>부터</translation>
    </message>
    <message>
        <source>To</source>
        <translation>까지</translation>
    </message>
    <message>
        <source>Values of %1</source>
        <translation>%1의 값</translation>
    </message>
    <message>
        <source>a number is expected</source>
        <translation>숫자여야 합니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelText</name>
    <message>
        <source>Axis %1, %2 of %3. Trials that pass: %4. </source>
        <translation>축 %1, %3개 중 %2번째. 통과한 시험: %4개. </translation>
    </message>
    <message>
        <source>%1 is pointed at. </source>
        <translation>%1을(를) 가리키고 있습니다. </translation>
    </message>
    <message>
        <source>Left and Right choose an axis, Shift+Left and Shift+Right move it. Space brushes it or clears its brush, Shift+Space adds another brush and B goes to the next one, Up and Down move the brush, Ctrl+Up and Ctrl+Down change its size, with Shift its upper end is moved, with Alt its lower one; E lets you type the range, C clears the axis and Shift+C all of them. Page Down and Page Up go through the trials from the best on, Enter selects one. I inverts, Delete hides, Home shows all axes; K keeps what is brushed, X excludes it, R restores everything; the menu key offers the kind of the axis.</source>
        <translation>왼쪽과 오른쪽 화살표로 축을 고르고, Shift+왼쪽과 Shift+오른쪽으로 옮깁니다. 스페이스는 칠하거나 칠한 것을 지우고, Shift+스페이스는 하나 더 칠하며 B는 다음 것으로 갑니다. 위아래 화살표로 칠한 범위를 옮기고, Ctrl+위와 Ctrl+아래로 크기를 바꾸며, Shift와 함께 누르면 위쪽 끝을, Alt와 함께 누르면 아래쪽 끝을 옮깁니다. E로 범위를 적고, C로 그 축을, Shift+C로 모든 축을 지웁니다. Page Down과 Page Up은 가장 나은 시험부터 차례로 가고, Enter로 고릅니다. I는 뒤집기, Delete는 숨기기, Home은 모든 축 보이기입니다. K는 칠한 것만 남기고 X는 빼며 R은 모두 되돌립니다. 메뉴 키로 축의 종류를 고릅니다.</translation>
    </message>
    <message>
        <source>Brushed: %1. </source>
        <translation>칠한 범위: %1. </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ParallelView</name>
    <message>
        <source>Colo&amp;ur</source>
        <translation>색(&amp;U)</translation>
    </message>
    <message>
        <source>Colour the lines by</source>
        <translation>선의 색 기준</translation>
    </message>
    <message>
        <source>&amp;Best</source>
        <translation>상위(&amp;B)</translation>
    </message>
    <message>
        <source>Show the best so many percent</source>
        <translation>상위 몇 퍼센트를 볼지</translation>
    </message>
    <message>
        <source>Show only the best trials by the metric</source>
        <translation>지표가 좋은 시험만 봅니다</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>남기기</translation>
    </message>
    <message>
        <source>Only the lines that are brushed (K)</source>
        <translation>붓질한 선만 (K)</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>빼기</translation>
    </message>
    <message>
        <source>All lines but those that are brushed (X)</source>
        <translation>붓질한 선을 뺀 나머지 (X)</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>되돌리기</translation>
    </message>
    <message>
        <source>All lines again, without brushes (R)</source>
        <translation>붓질 없이 다시 모두 (R)</translation>
    </message>
    <message>
        <source>More</source>
        <translation>더 보기</translation>
    </message>
    <message>
        <source>Axes to show, and export</source>
        <translation>보일 축과 내보내기</translation>
    </message>
    <message>
        <source>&amp;Clear all brushes</source>
        <translation>모든 붓질 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Export as PNG, SVG, PDF or CSV…</source>
        <translation>PNG, SVG, PDF, CSV로 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>parallel-coordinates</source>
        <translation>parallel-coordinates</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>시험 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trial(s)</source>
        <translation>
            <numerusform>시험 %n개 중 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>표로 보기(&amp;T)</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
</context>
<context>
    <name>lathe::gui::PastStudies</name>
    <message>
        <source>%1: best %2 = %3 (%4)</source>
        <translation>%1: 최고 %2 = %3 (%4)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::PlannedFilesModel</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n바이트</numerusform>
        </translation>
    </message>
    <message>
        <source>written anew</source>
        <translation>새로 씀</translation>
    </message>
    <message>
        <source>File</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>From</source>
        <translation>원본</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>크기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::PredictionsView</name>
    <message>
        <source>The samples that were most wrong, the worst first</source>
        <translation>가장 크게 틀린 샘플(심한 것부터)</translation>
    </message>
    <message>
        <source>Confusion matrix: a row for each true class, a column for each predicted one</source>
        <translation>혼동 행렬: 행은 실제 클래스, 열은 예측 클래스</translation>
    </message>
    <message>
        <source>Scores of each class</source>
        <translation>클래스별 점수</translation>
    </message>
    <message>
        <source>%1 samples of %2</source>
        <translation>%2의 샘플 %1개</translation>
    </message>
    <message>
        <source>weights of %1</source>
        <translation>%1의 가중치</translation>
    </message>
    <message>
        <source>No test of this trial is recorded. Test it to see what it gets wrong.</source>
        <translation>기록된 테스트가 없습니다. 테스트하면 무엇을 틀리는지 볼 수 있습니다.</translation>
    </message>
    <message>
        <source>Of this kind of task a test records neither single samples nor classes.</source>
        <translation>이런 과제의 검사는 표본 하나하나도 클래스도 기록하지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::PreflightJob</name>
    <message>
        <source>the check of data and network crashed</source>
        <translation>데이터와 신경망 검사가 비정상 종료되었습니다</translation>
    </message>
    <message>
        <source>what it loads is at fault, most likely a plug-in of the experiment</source>
        <translation>불러온 것, 아마도 실험의 플러그인이 원인입니다</translation>
    </message>
    <message>
        <source>Data and network could not be checked: %1</source>
        <translation>데이터와 신경망을 검사할 수 없었습니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ProblemList</name>
    <message>
        <source>  (line %1)</source>
        <translation>  (%1행)</translation>
    </message>
    <message>
        <source>Problems of the experiment</source>
        <translation>실험의 문제</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>문제 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>문제</translation>
    </message>
    <message>
        <source>%1  (found by the check)</source>
        <translation>%1  (검사에서 발견)</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>알림</translation>
    </message>
    <message numerus="yes">
        <source>%n note(s) of the check</source>
        <translation>
            <numerusform>검사 알림 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::QueueController</name>
    <message>
        <source>Take them back</source>
        <translation>되돌리기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::QueueModel</name>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Interrupted</source>
        <translation>중단됨</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>보류</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>완료</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>until it is released</source>
        <translation>보류를 풀 때까지</translation>
    </message>
    <message>
        <source>nobody runs the queue</source>
        <translation>대기열을 실행하는 프로세스가 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>behind %n other(s)</source>
        <translation>
            <numerusform>앞에 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>next</source>
        <translation>다음 차례</translation>
    </message>
    <message>
        <source>goes on when the queue is run</source>
        <translation>대기열을 실행하면 이어집니다</translation>
    </message>
    <message>
        <source>its study is being run by %1</source>
        <translation>%1이(가) 이 연구를 실행 중입니다</translation>
    </message>
    <message>
        <source>process %1</source>
        <translation>프로세스 %1</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>시작하는 중</translation>
    </message>
    <message>
        <source>%1 of %2, %3 failed</source>
        <translation>%2 중 %1, %3 실패</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <translation>%1, %2 실패</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>%1 · item %2</source>
        <translation>%1 · 항목 %2</translation>
    </message>
    <message>
        <source>Item %1, from %2</source>
        <translation>항목 %1, 출처 %2</translation>
    </message>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>Experiment</source>
        <translation>실험</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>최고</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>남은 시간</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>이유</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>손상됨</translation>
    </message>
    <message>
        <source>Item %1</source>
        <translation>항목 %1</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>멈추는 중</translation>
    </message>
    <message>
        <source>%1 takes its time to end; then removed</source>
        <translation>%1이(가) 끝나기를 기다리며, 그 뒤에 뺍니다</translation>
    </message>
    <message>
        <source>%1 takes its time to end; then held</source>
        <translation>%1이(가) 끝나기를 기다리며, 그 뒤에 보류합니다</translation>
    </message>
    <message>
        <source>%1 takes its time to end; keeps its place</source>
        <translation>%1이(가) 끝나기를 기다리며, 자리를 지킵니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::QueuePanel</name>
    <message>
        <source>Queue</source>
        <translation>대기열</translation>
    </message>
    <message>
        <source>Experiments of the queue at once</source>
        <translation>대기열에서 동시에 실행할 실험</translation>
    </message>
    <message>
        <source>How many experiments of the queue run at the same time</source>
        <translation>대기열의 실험을 동시에 몇 개 실행할지</translation>
    </message>
    <message>
        <source> at once</source>
        <translation>개 동시에</translation>
    </message>
    <message>
        <source>Nothing is queued. Add the open experiment, and it runs here after those before it, in a process of its own: also when this window is closed.</source>
        <translation>대기열이 비어 있습니다. 열린 실험을 넣으면 앞선 실험들 다음에 별도의 프로세스에서 실행되며, 이 창을 닫아도 계속됩니다.</translation>
    </message>
    <message>
        <source>&amp;Run queue</source>
        <translation>대기열 실행(&amp;R)</translation>
    </message>
    <message>
        <source>Run what waits, in processes that outlive this window</source>
        <translation>기다리는 실험을 이 창이 닫혀도 계속되는 프로세스에서 실행합니다</translation>
    </message>
    <message>
        <source>&amp;Stop queue</source>
        <translation>대기열 멈추기(&amp;S)</translation>
    </message>
    <message>
        <source>Stop what runs of the queue; it goes on later at its place</source>
        <translation>대기열에서 실행 중인 것을 멈춥니다. 나중에 제자리에서 이어집니다</translation>
    </message>
    <message>
        <source>Move &amp;up in the queue</source>
        <translation>대기열에서 위로(&amp;U)</translation>
    </message>
    <message>
        <source>Run it one place earlier</source>
        <translation>한 자리 앞에서 실행합니다</translation>
    </message>
    <message>
        <source>Move &amp;down in the queue</source>
        <translation>대기열에서 아래로(&amp;D)</translation>
    </message>
    <message>
        <source>Run it one place later</source>
        <translation>한 자리 뒤에서 실행합니다</translation>
    </message>
    <message>
        <source>&amp;Hold in the queue</source>
        <translation>대기열에서 보류(&amp;H)</translation>
    </message>
    <message>
        <source>Do not begin these until released</source>
        <translation>보류를 풀 때까지 시작하지 않습니다</translation>
    </message>
    <message>
        <source>R&amp;elease in the queue</source>
        <translation>대기열에서 보류 해제(&amp;E)</translation>
    </message>
    <message>
        <source>Let held experiments run, and failed ones go on</source>
        <translation>보류한 실험을 실행하고 실패한 실험을 이어서 합니다</translation>
    </message>
    <message>
        <source>Re&amp;move from the queue</source>
        <translation>대기열에서 빼기(&amp;M)</translation>
    </message>
    <message>
        <source>Take these out of the queue; what runs is stopped, and studies stay</source>
        <translation>대기열에서 뺍니다. 실행 중이면 멈추며, 연구는 남습니다</translation>
    </message>
    <message>
        <source>Show its stud&amp;y</source>
        <translation>연구 보기(&amp;Y)</translation>
    </message>
    <message>
        <source>Show the study of the selected experiment, live while it runs</source>
        <translation>선택한 실험의 연구를 보여 줍니다. 실행 중이면 실시간으로 따라갑니다</translation>
    </message>
    <message>
        <source>&amp;Clear what is over</source>
        <translation>끝난 것 지우기(&amp;C)</translation>
    </message>
    <message>
        <source>Forget the experiments that are done or have failed; their studies stay</source>
        <translation>완료되거나 실패한 실험을 목록에서 지웁니다. 연구는 남습니다</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting, nobody runs the queue</source>
        <translation>
            <numerusform>%n개 대기, 실행하는 프로세스 없음</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 running, %2 waiting</source>
        <translation>%1개 실행 중, %2개 대기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::RecordEditor</name>
    <message numerus="yes">
        <source>delete %n record(s)</source>
        <translation>
            <numerusform>기록 %n개 삭제</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::Recovery</name>
    <message>
        <source>recovery of unsaved edits</source>
        <translation>저장하지 않은 편집 복구</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReproduceBar</name>
    <message>
        <source>Progress of the reproduction</source>
        <translation>재현 진행 상황</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel the reproduction</source>
        <translation>재현을 취소합니다</translation>
    </message>
    <message>
        <source>Trial %1 of %2 is trained again</source>
        <translation>%2의 시험 %1을(를) 다시 훈련하는 중</translation>
    </message>
    <message>
        <source>Trial %1 of %2, trained again: %3</source>
        <translation>%2의 시험 %1을(를) 다시 훈련한 결과: %3</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewActions</name>
    <message>
        <source>Refresh</source>
        <translation>새로 읽기</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>폴더에서 보기</translation>
    </message>
    <message>
        <source>Copy parameters</source>
        <translation>매개변수 복사</translation>
    </message>
    <message>
        <source>Copy the parameters of the selected trials as JSON</source>
        <translation>고른 시험의 매개변수를 JSON으로 복사</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Read the workspace again</source>
        <translation>작업 폴더를 다시 읽습니다</translation>
    </message>
    <message>
        <source>Open as experiment</source>
        <translation>실험으로 열기</translation>
    </message>
    <message>
        <source>Open what ran as a new experiment, to change it</source>
        <translation>실행된 내용을 새 실험으로 열어 바꿀 수 있게 합니다</translation>
    </message>
    <message>
        <source>Open best trial as experiment</source>
        <translation>가장 좋은 시험을 실험으로 열기</translation>
    </message>
    <message>
        <source>Open the best trial of the study as a new experiment</source>
        <translation>연구의 가장 좋은 시험을 새 실험으로 엽니다</translation>
    </message>
    <message>
        <source>Run the same study or trial once more</source>
        <translation>같은 연구나 시험을 한 번 더 실행합니다</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>이어서 하기</translation>
    </message>
    <message>
        <source>Go on with a study that was stopped or interrupted</source>
        <translation>멈췄거나 중단된 연구를 이어서 합니다</translation>
    </message>
    <message>
        <source>Select a study or a trial.</source>
        <translation>연구나 시험을 선택하세요.</translation>
    </message>
    <message>
        <source>Select one trial, or a study.</source>
        <translation>시험 하나 또는 연구를 선택하세요.</translation>
    </message>
    <message>
        <source>No trial of this study has come to a result.</source>
        <translation>이 연구에는 결과가 나온 시험이 없습니다.</translation>
    </message>
    <message>
        <source>Select a trial.</source>
        <translation>시험을 선택하세요.</translation>
    </message>
    <message>
        <source>This study is finished.</source>
        <translation>이 연구는 끝났습니다.</translation>
    </message>
    <message>
        <source>Another process runs this study.</source>
        <translation>다른 프로세스가 이 연구를 실행 중입니다.</translation>
    </message>
    <message>
        <source>Process %1 on %2 runs this study.</source>
        <translation>%2의 프로세스 %1이(가) 이 연구를 실행 중입니다.</translation>
    </message>
    <message>
        <source>Reproduce</source>
        <translation>재현</translation>
    </message>
    <message>
        <source>Train the trial again from its record and compare every number</source>
        <translation>기록에서 시험을 다시 훈련하고 모든 수를 비교합니다</translation>
    </message>
    <message>
        <source>Select one trial.</source>
        <translation>시험 하나를 선택하세요.</translation>
    </message>
    <message>
        <source>This trial did not come to an end that could be compared.</source>
        <translation>이 시험은 비교할 수 있는 끝에 이르지 못했습니다.</translation>
    </message>
    <message>
        <source>Export for a headless run…</source>
        <translation>창 없는 실행용으로 내보내기…</translation>
    </message>
    <message>
        <source>Take the study or trial to another machine: as a bundle, a container, a conda environment or a Slurm job</source>
        <translation>연구나 시험을 다른 컴퓨터로 옮깁니다: 번들, 컨테이너, conda 환경 또는 Slurm 작업</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>테스트</translation>
    </message>
    <message>
        <source>Test the model of the trial and show what it gets most wrong</source>
        <translation>시험의 모델을 테스트하고 가장 크게 틀린 것을 보여 줍니다</translation>
    </message>
    <message>
        <source>Export model…</source>
        <translation>모델 내보내기…</translation>
    </message>
    <message>
        <source>Write the trained network as TorchScript, state_dict or safetensors</source>
        <translation>학습된 네트워크를 TorchScript, state_dict 또는 safetensors로 저장합니다</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>Give the study or trial a name of your own</source>
        <translation>연구나 시험에 직접 이름을 붙입니다</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>태그…</translation>
    </message>
    <message>
        <source>Add or remove tags of the selected studies and trials</source>
        <translation>선택한 연구와 시험의 태그를 더하거나 뺍니다</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>메모 쓰기</translation>
    </message>
    <message>
        <source>Write down why it was run and what came out</source>
        <translation>왜 실행했고 무엇이 나왔는지 적습니다</translation>
    </message>
    <message>
        <source>Star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>Mark the selected studies and trials with a star</source>
        <translation>선택한 연구와 시험에 별표를 붙입니다</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>Leave the selected studies and trials out of lists</source>
        <translation>선택한 연구와 시험을 목록에서 뺍니다</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>삭제</translation>
    </message>
    <message>
        <source>Move the selected studies and trials to the trash</source>
        <translation>선택한 연구와 시험을 휴지통으로 옮깁니다</translation>
    </message>
    <message>
        <source>Show archived</source>
        <translation>보관한 것 보기</translation>
    </message>
    <message>
        <source>Also list what was archived</source>
        <translation>보관한 것도 목록에 보여 줍니다</translation>
    </message>
    <message>
        <source>Select one study or trial.</source>
        <translation>연구나 시험 하나를 선택하세요.</translation>
    </message>
    <message>
        <source>Whether this trial kept a checkpoint is being read.</source>
        <translation>이 시험이 체크포인트를 남겼는지 읽는 중입니다.</translation>
    </message>
    <message>
        <source>This trial kept no checkpoint.</source>
        <translation>이 시험에는 체크포인트가 없습니다.</translation>
    </message>
    <message>
        <source>Colour…</source>
        <translation>색…</translation>
    </message>
    <message>
        <source>Give the selected studies and trials a colour</source>
        <translation>선택한 연구와 시험에 색을 붙입니다</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Show the selected trials side by side; of selected studies the best trial of each</source>
        <translation>선택한 시험을 나란히 보여 줍니다. 연구를 선택하면 각 연구의 최고 시험을 보여 줍니다</translation>
    </message>
    <message>
        <source>Select two or more trials or studies.</source>
        <translation>시험이나 연구를 둘 이상 선택하세요.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>내보내기…</translation>
    </message>
    <message>
        <source>Write the selected studies and trials as tables, or as records of other tools</source>
        <translation>선택한 연구와 시험을 표나 다른 도구의 기록으로 씁니다</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>보고서…</translation>
    </message>
    <message>
        <source>Write notes, tables and charts of the selected studies and trials as one page</source>
        <translation>선택한 연구와 시험의 메모, 표, 차트를 한 페이지로 씁니다</translation>
    </message>
    <message>
        <source>Take the colour away</source>
        <translation>색 없애기</translation>
    </message>
    <message>
        <source>Let the selected studies and trials have the colours of their own again</source>
        <translation>선택한 연구와 시험이 다시 제 색을 갖게 합니다</translation>
    </message>
    <message>
        <source>Trash…</source>
        <translation>휴지통…</translation>
    </message>
    <message>
        <source>See what was deleted from the workspace, and put it back</source>
        <translation>작업 공간에서 지운 것을 보고 되돌려 놓습니다</translation>
    </message>
    <message>
        <source>Nobody gave it a colour.</source>
        <translation>아무도 색을 주지 않았습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewColumns</name>
    <message>
        <source>Columns, sorting and groups…</source>
        <translation>열, 정렬, 묶음…</translation>
    </message>
    <message>
        <source>Columns, sorting and groups (%1)</source>
        <translation>열, 정렬, 묶음 (%1)</translation>
    </message>
    <message>
        <source>Columns, sorting and groups</source>
        <translation>열, 정렬, 묶음</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>정렬 기준</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>최근 것부터</translation>
    </message>
    <message>
        <source>%1, upwards</source>
        <translation>%1, 오름차순</translation>
    </message>
    <message>
        <source>%1, downwards</source>
        <translation>%1, 내림차순</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewDetails</name>
    <message>
        <source>Config</source>
        <translation>설정</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Curves of the selected trials</source>
        <translation>고른 시험의 곡선</translation>
    </message>
    <message>
        <source>Select trials or studies to see their curves.</source>
        <translation>곡선을 볼 시험이나 연구를 고르세요.</translation>
    </message>
    <message>
        <source>Parallel coordinates of the study</source>
        <translation>연구의 평행 좌표</translation>
    </message>
    <message>
        <source>What is known of the selection</source>
        <translation>고른 것의 내용</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>Parallel</source>
        <translation>평행 좌표</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>파일</translation>
    </message>
    <message>
        <source>Files of the study or trial</source>
        <translation>연구나 시험의 파일</translation>
    </message>
    <message>
        <source>Trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>%1, trial %2</source>
        <translation>%1, 시험 %2</translation>
    </message>
    <message>
        <source>Select a trial to read its log.</source>
        <translation>로그를 볼 시험을 고르세요.</translation>
    </message>
    <message>
        <source>Analysis of the study</source>
        <translation>연구의 분석</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>분석</translation>
    </message>
    <message>
        <source>What the test of the trial found</source>
        <translation>시험의 테스트 결과</translation>
    </message>
    <message>
        <source>Predictions</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Select one trial to see what its test found.</source>
        <translation>테스트 결과를 보려면 시험 하나를 선택하세요.</translation>
    </message>
    <message>
        <source>The selected trials side by side</source>
        <translation>선택한 시험을 나란히</translation>
    </message>
    <message>
        <source>Metrics of the selected trials and studies, in one chart or in many</source>
        <translation>선택한 시험과 연구의 지표, 한 차트 또는 여러 차트로</translation>
    </message>
    <message>
        <source>All parameters of the study&apos;s trials as parallel coordinates</source>
        <translation>연구의 시험의 모든 매개변수를 평행 좌표로</translation>
    </message>
    <message>
        <source>History, importance, slices and more of the study</source>
        <translation>연구의 기록, 중요도, 단면 등</translation>
    </message>
    <message>
        <source>What the test of the trial got right and wrong</source>
        <translation>시험의 테스트가 맞힌 것과 틀린 것</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>비교</translation>
    </message>
    <message>
        <source>Parameters, metrics, config and environment of the selected trials, side by side</source>
        <translation>선택한 시험의 매개변수, 지표, 설정, 환경을 나란히</translation>
    </message>
    <message>
        <source>The config of a trial, or how those of two differ</source>
        <translation>시험의 설정, 또는 두 시험의 설정이 어떻게 다른지</translation>
    </message>
    <message>
        <source>What the selected trials wrote, side by side</source>
        <translation>선택한 시험이 쓴 로그를 나란히</translation>
    </message>
    <message>
        <source>Descent</source>
        <translation>계보</translation>
    </message>
    <message>
        <source>Who the selected record came from, who came from it, and what changed</source>
        <translation>선택한 기록이 어디에서 나왔고, 무엇이 여기에서 나왔으며, 무엇이 바뀌었는지</translation>
    </message>
    <message>
        <source>What people wrote down of it</source>
        <translation>사람들이 적어 둔 것</translation>
    </message>
    <message>
        <source>The files of the study or trial</source>
        <translation>연구나 시험의 파일</translation>
    </message>
    <message numerus="yes">
        <source>%n more trial(s) are not drawn: select those that you want to see.</source>
        <translation>
            <numerusform>시험 %n개는 그리지 않았습니다. 보고 싶은 것을 선택하세요.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Config and environment are those of the first %n trial(s).</source>
        <translation>
            <numerusform>설정과 환경은 처음 시험 %n개의 것입니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Select one trial to read its config, or two to see how they differ. Compare shows those of more, side by side.</source>
        <translation>시험 하나를 선택하면 그 설정을, 둘을 선택하면 서로 다른 점을 봅니다. 더 많은 시험은 비교에서 나란히 봅니다.</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>미디어</translation>
    </message>
    <message>
        <source>Images, histograms, sounds and texts that the selected trials recorded</source>
        <translation>고른 시험이 기록한 이미지, 히스토그램, 소리, 글</translation>
    </message>
    <message numerus="yes">
        <source>%n more trial(s) are not compared: select those that you want to see.</source>
        <translation>
            <numerusform>시험 %n개는 견주지 않았습니다. 보고 싶은 것을 선택하세요.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewList</name>
    <message>
        <source>Filter trials</source>
        <translation>시험 거르기</translation>
    </message>
    <message>
        <source>Filter: val_loss &lt; 0.3 and opt.lr &gt; 1e-3</source>
        <translation>필터: val_loss &lt; 0.3 and opt.lr &gt; 1e-3</translation>
    </message>
    <message>
        <source>What is wrong with the filter</source>
        <translation>필터의 잘못</translation>
    </message>
    <message>
        <source>Studies and trials</source>
        <translation>연구와 시험</translation>
    </message>
    <message>
        <source>Character %1: %2</source>
        <translation>%1번째 글자: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n study(s)</source>
        <translation>
            <numerusform>연구 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>시험 %n개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trial(s)</source>
        <translation>
            <numerusform>시험 %n개 중 %1개</numerusform>
        </translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>모두 펼치기</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>모두 접기</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>연구</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Saved views: filter, columns, sorting and grouping</source>
        <translation>저장한 보기: 필터, 열, 정렬, 묶음</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>저장한 보기</translation>
    </message>
    <message>
        <source>Studies with their trials</source>
        <translation>연구와 그 시험들</translation>
    </message>
    <message>
        <source>All trials of all studies as one table</source>
        <translation>모든 연구의 모든 시험을 표 하나로</translation>
    </message>
    <message>
        <source>No trial has “%1”.</source>
        <translation>“%1”이(가) 있는 시험이 없습니다.</translation>
    </message>
    <message>
        <source>Words, or comparisons of parameters, metrics, state, trial, duration … with &lt; &lt;= &gt; &gt;= = != ~, joined by and, or, not and brackets. Quote what has spaces. For example: started &gt; 2026-11-01 and duration &gt; 10m</source>
        <translation>낱말, 또는 매개변수, 지표, state, trial, duration 등을 &lt; &lt;= &gt; &gt;= = != ~ 로 비교하고 and, or, not, 괄호로 잇습니다. 빈칸이 있으면 따옴표로 묶으세요. 예: started &gt; 2026-11-01 and duration &gt; 10m</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewMarks</name>
    <message>
        <source>Undo</source>
        <translation>실행 취소</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>다시 실행</translation>
    </message>
    <message>
        <source>star</source>
        <translation>별표</translation>
    </message>
    <message>
        <source>take the star away</source>
        <translation>별표 떼기</translation>
    </message>
    <message>
        <source>archive</source>
        <translation>보관</translation>
    </message>
    <message>
        <source>take out of the archive</source>
        <translation>보관에서 꺼내기</translation>
    </message>
    <message>
        <source>rename</source>
        <translation>이름 바꾸기</translation>
    </message>
    <message>
        <source>note</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>colour</source>
        <translation>색</translation>
    </message>
    <message>
        <source>take the colour away</source>
        <translation>색 없애기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewModel</name>
    <message>
        <source>Study</source>
        <translation>연구</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>목표값</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>시작</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Tuner</source>
        <translation>튜너</translation>
    </message>
    <message>
        <source>Study %1, %2</source>
        <translation>연구 %1, %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 중 %1</translation>
    </message>
    <message>
        <source>single run</source>
        <translation>단일 실행</translation>
    </message>
    <message>
        <source>Trial %1, %2</source>
        <translation>시험 %1, %2</translation>
    </message>
    <message>
        <source>Trial %1 (best)</source>
        <translation>시험 %1 (최선)</translation>
    </message>
    <message>
        <source>Trial %1</source>
        <translation>시험 %1</translation>
    </message>
    <message>
        <source>Trial %1 (Pareto front)</source>
        <translation>시험 %1 (파레토 경계)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>It breaks %1</source>
        <translation>%1을(를) 어깁니다</translation>
    </message>
    <message>
        <source>Trial %1 (breaks a constraint)</source>
        <translation>시험 %1 (제약을 어김)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewPage</name>
    <message>
        <source>No studies here yet</source>
        <translation>아직 연구가 없습니다</translation>
    </message>
    <message>
        <source>Every run and search is kept here with its curves, config and log. Run the example, or open a workspace that holds past runs.</source>
        <translation>모든 실행과 탐색이 곡선, 설정, 로그와 함께 여기에 남습니다. 예제를 실행하거나 지난 실행이 있는 작업 폴더를 여세요.</translation>
    </message>
    <message>
        <source>Open workspace…</source>
        <translation>작업 폴더 열기…</translation>
    </message>
    <message>
        <source>Open the example</source>
        <translation>예제 열기</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) moved to the trash.</source>
        <translation>
            <numerusform>기록 %n개를 휴지통으로 옮겼습니다.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading the studies…</source>
        <translation>연구를 읽는 중…</translation>
    </message>
    <message>
        <source>The studies cannot be read</source>
        <translation>연구를 읽을 수 없습니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::ReviewViews</name>
    <message>
        <source>No views are saved yet</source>
        <translation>아직 저장한 보기가 없습니다</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>이 보기 저장…</translation>
    </message>
    <message>
        <source>Delete a view</source>
        <translation>보기 삭제</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>이 보기 저장</translation>
    </message>
    <message>
        <source>Name of the view</source>
        <translation>보기의 이름</translation>
    </message>
</context>
<context>
    <name>lathe::gui::RidgeChart</name>
    <message>
        <source>step %1: %2 of %3 values in %4 to %5</source>
        <translation>단계 %1: 값 %3개 중 %2개가 %4부터 %5까지</translation>
    </message>
</context>
<context>
    <name>lathe::gui::RoomBar</name>
    <message>
        <source>Rooms</source>
        <translation>방</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SearchBar</name>
    <message>
        <source>Number of trials</source>
        <translation>시험 수</translation>
    </message>
    <message>
        <source>Trials at once</source>
        <translation>동시 시험 수</translation>
    </message>
    <message>
        <source>Progress of the search</source>
        <translation>탐색 진행</translation>
    </message>
    <message>
        <source>How many trials the search makes in all</source>
        <translation>탐색이 모두 몇 번 시험하는지</translation>
    </message>
    <message>
        <source>How many trials train at the same time</source>
        <translation>몇 개의 시험이 동시에 학습하는지</translation>
    </message>
    <message>
        <source>Longest duration</source>
        <translation>최대 시간</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>When the search ends at the latest, such as 30m, 1.5h or 2d; empty for no limit</source>
        <translation>탐색이 늦어도 끝나는 때, 예: 30m, 1.5h, 2d. 비우면 제한 없음</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>동시</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>The study cannot be read: %1</source>
        <translation>연구를 읽을 수 없음: %1</translation>
    </message>
    <message>
        <source>, best %1 = %2 (trial %3)</source>
        <translation>, 최선 %1 = %2 (시험 %3)</translation>
    </message>
    <message>
        <source>took %1</source>
        <translation>%1 걸림</translation>
    </message>
    <message>
        <source>, by %1</source>
        <translation>, 튜너 %1</translation>
    </message>
    <message>
        <source>%1 chooses the parameters: %2</source>
        <translation>%1이(가) 매개변수를 고릅니다: %2</translation>
    </message>
    <message>
        <source>, none keeps the constraints yet</source>
        <translation>, 아직 제약을 지키는 시험이 없음</translation>
    </message>
    <message>
        <source>Stops after the running trials</source>
        <translation>실행 중인 시험 뒤에 멈춤</translation>
    </message>
    <message>
        <source>Nothing more is begun. Resume, or more trials, go on.</source>
        <translation>더 시작하지 않습니다. 이어서 하거나 시험을 늘리면 계속합니다.</translation>
    </message>
    <message>
        <source>%1 so far, about %2</source>
        <translation>지금까지 %1, 약 %2</translation>
    </message>
    <message>
        <source>%1 so far</source>
        <translation>지금까지 %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SearchPanel</name>
    <message>
        <source>Search</source>
        <translation>탐색</translation>
    </message>
    <message>
        <source>Settings of the search</source>
        <translation>탐색 설정</translation>
    </message>
    <message>
        <source>none</source>
        <translation>없음</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>제한 없음</translation>
    </message>
    <message>
        <source>no limit, or 30m, 1.5h</source>
        <translation>제한 없음, 또는 30m, 1.5h</translation>
    </message>
    <message>
        <source>T&amp;uner</source>
        <translation>튜너(&amp;U)</translation>
    </message>
    <message>
        <source>Assess&amp;or</source>
        <translation>평가기(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Metric</source>
        <translation>지표(&amp;M)</translation>
    </message>
    <message>
        <source>Goa&amp;l</source>
        <translation>방향(&amp;L)</translation>
    </message>
    <message>
        <source>Tr&amp;ials</source>
        <translation>시험(&amp;I)</translation>
    </message>
    <message>
        <source>At o&amp;nce</source>
        <translation>동시(&amp;N)</translation>
    </message>
    <message>
        <source>Lon&amp;gest</source>
        <translation>최대 시간(&amp;G)</translation>
    </message>
    <message>
        <source>Nothing is tuned yet: select an option and press Ctrl+T.</source>
        <translation>아직 탐색하는 것이 없습니다: 옵션을 고르고 Ctrl+T를 누르세요.</translation>
    </message>
    <message numerus="yes">
        <source>%n option(s) tuned</source>
        <translation>
            <numerusform>옵션 %n개 탐색</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2, by %3</source>
        <translation>%1: %2, 방법은 %3</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>이 컴퓨터</translation>
    </message>
    <message>
        <source>Slurm</source>
        <translation>Slurm</translation>
    </message>
    <message>
        <source>With Slurm each trial is a job of the cluster; search.engine says how</source>
        <translation>Slurm에서는 각 시험이 클러스터의 작업이 됩니다. 방법은 search.engine이 정합니다</translation>
    </message>
    <message>
        <source>Runs &amp;by</source>
        <translation>실행 주체(&amp;B)</translation>
    </message>
    <message>
        <source>Constraints</source>
        <translation>제약</translation>
    </message>
    <message>
        <source>Start &amp;from</source>
        <translation>시작점(&amp;F)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::SpaceEditor</name>
    <message>
        <source>&amp;Step</source>
        <translation>간격(&amp;S)</translation>
    </message>
    <message>
        <source>Kind of distribution</source>
        <translation>분포의 종류</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>간격</translation>
    </message>
    <message>
        <source>Preview of what the search would try</source>
        <translation>탐색할 값 미리 보기</translation>
    </message>
    <message>
        <source>does not give values of this option&apos;s type</source>
        <translation>이 옵션의 형에 맞는 값을 주지 않습니다</translation>
    </message>
    <message>
        <source>&amp;Low</source>
        <translation>최소(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Mean of ln</source>
        <translation>ln의 평균(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Mean</source>
        <translation>평균(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Sigma of ln</source>
        <translation>ln의 표준편차(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Sigma</source>
        <translation>표준편차(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;High (left out)</source>
        <translation>최대 (제외)(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;High</source>
        <translation>최대(&amp;H)</translation>
    </message>
    <message>
        <source>a number is expected</source>
        <translation>숫자여야 합니다</translation>
    </message>
    <message>
        <source>%1 samples</source>
        <translation>표본 %1개</translation>
    </message>
    <message>
        <source>%1 (%2&#xa0;%)</source>
        <translation>%1 (%2&#xa0;%)</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s): %1</source>
        <translation>
            <numerusform>값 %n개: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Give each value options of its own</source>
        <translation>값마다 제 옵션 두기</translation>
    </message>
    <message>
        <source>Makes each value a branch that brings options which are searched only when it is picked</source>
        <translation>값마다 갈래가 되어, 뽑혔을 때만 탐색하는 옵션을 둡니다</translation>
    </message>
    <message>
        <source>Make it a plain choice</source>
        <translation>단순한 선택으로 바꾸기</translation>
    </message>
    <message>
        <source>Keeps the names of the branches and drops their options</source>
        <translation>갈래의 이름만 남기고 옵션은 버립니다</translation>
    </message>
    <message numerus="yes">
        <source>%n branch(es), each as likely</source>
        <translation>
            <numerusform>갈래 %n개, 확률은 같음</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::StartPage</name>
    <message>
        <source>Opened before</source>
        <translation>최근에 연 파일</translation>
    </message>
    <message>
        <source>What would you like to train?</source>
        <translation>무엇을 학습할까요?</translation>
    </message>
    <message>
        <source>An experiment is one file: a config, the options of it that are searched, and how. The example trains LeNet on Fashion-MNIST and searches over its learning rate.</source>
        <translation>실험은 파일 하나입니다: 설정, 탐색할 옵션, 그리고 탐색 방법. 예제는 Fashion-MNIST로 LeNet을 학습하며 학습률을 탐색합니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StepChooser</name>
    <message>
        <source>step %1</source>
        <translation>단계 %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StudyNews</name>
    <message>
        <source>Trial %1 failed: %2</source>
        <translation>시험 %1 실패: %2</translation>
    </message>
    <message>
        <source>The study failed.</source>
        <translation>연구가 실패했습니다.</translation>
    </message>
    <message>
        <source>The search has ended: %1</source>
        <translation>탐색이 끝났습니다: %1</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StudyOutputDialog</name>
    <message>
        <source>Written: %1</source>
        <translation>기록됨: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>시험 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out: %1</source>
        <translation>제외됨: %1</translation>
    </message>
    <message>
        <source>Export studies</source>
        <translation>연구 내보내기</translation>
    </message>
    <message>
        <source>What goes in</source>
        <translation>들어가는 것</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>연구</translation>
    </message>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
    <message>
        <source>Not ended</source>
        <translation>끝나지 않음</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>내보내기 진행률</translation>
    </message>
    <message>
        <source>Looking at what goes in…</source>
        <translation>무엇이 들어가는지 살펴보는 중…</translation>
    </message>
    <message>
        <source>Nothing can be exported</source>
        <translation>내보낼 수 있는 것이 없습니다</translation>
    </message>
    <message numerus="yes">
        <source>&amp;Goes in: %n trial(s)</source>
        <translation>
            <numerusform>들어감(&amp;G): 시험 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>Name the file or folder to write.</source>
        <translation>쓸 파일이나 폴더의 이름을 지정하세요.</translation>
    </message>
    <message>
        <source>Choose at least one part.</source>
        <translation>부분을 하나 이상 고르세요.</translation>
    </message>
    <message>
        <source>%1 is a folder: name a file in it.</source>
        <translation>%1은(는) 폴더입니다. 그 안의 파일 이름을 지정하세요.</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it?</source>
        <translation>%1이(가) 이미 있습니다. 바꿀까요?</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>쓰는 중…</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>취소됨: 아무것도 쓰지 않았습니다.</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>취소하는 중…</translation>
    </message>
    <message>
        <source>Re&amp;place</source>
        <translation>바꾸기(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>내보내기(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>취소(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>닫기(&amp;C)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StudyOutputForm</name>
    <message>
        <source>Studies</source>
        <translation>연구</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>메모</translation>
    </message>
    <message>
        <source>Best trials</source>
        <translation>가장 좋은 시험</translation>
    </message>
    <message>
        <source>History of the search</source>
        <translation>탐색의 경과</translation>
    </message>
    <message>
        <source>What matters</source>
        <translation>중요한 것</translation>
    </message>
    <message>
        <source>Parallel coordinates</source>
        <translation>평행 좌표</translation>
    </message>
    <message>
        <source>Parameter by parameter</source>
        <translation>매개변수별</translation>
    </message>
    <message>
        <source>Curves</source>
        <translation>곡선</translation>
    </message>
    <message>
        <source>All trials</source>
        <translation>모든 시험</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>환경</translation>
    </message>
    <message>
        <source>Keeps parameters, last metrics, states, times, names, notes and tags. Leaves out the curves.</source>
        <translation>매개변수, 마지막 지표, 상태, 시각, 이름, 메모, 태그를 담습니다. 곡선은 제외합니다.</translation>
    </message>
    <message>
        <source>Keeps every recorded point of every curve, and nothing else.</source>
        <translation>모든 곡선의 기록된 점을 모두 담고, 그 밖의 것은 담지 않습니다.</translation>
    </message>
    <message>
        <source>Keeps everything that is recorded as numbers and text, and every point. Leaves out pictures, logs and checkpoints.</source>
        <translation>숫자와 글로 기록된 모든 것과 모든 점을 담습니다. 그림, 로그, 체크포인트는 제외합니다.</translation>
    </message>
    <message>
        <source>Keeps curves, images and histograms, and parameters in hparams.yaml. Leaves out states, times, notes, logs and checkpoints.</source>
        <translation>곡선, 이미지, 히스토그램을 담고, 매개변수는 hparams.yaml에 담습니다. 상태, 시각, 메모, 로그, 체크포인트는 제외합니다.</translation>
    </message>
    <message>
        <source>Keeps parameters, curves, states, times, names, notes, tags, configs and logs. Leaves out pictures and checkpoints.</source>
        <translation>매개변수, 곡선, 상태, 시각, 이름, 메모, 태그, 구성, 로그를 담습니다. 그림과 체크포인트는 제외합니다.</translation>
    </message>
    <message>
        <source>Keeps parameters with their ranges, the objective with its curve, states, times, notes and tags; of other metrics the last value. For Optuna 3.2 and later.</source>
        <translation>매개변수와 그 범위, 목표와 그 곡선, 상태, 시각, 메모, 태그를 담고, 다른 지표는 마지막 값만 담습니다. Optuna 3.2 이상용입니다.</translation>
    </message>
    <message>
        <source>Keeps the parameters and results of the trials that have one.</source>
        <translation>결과가 있는 시험의 매개변수와 결과를 담습니다.</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>쓰는 형식</translation>
    </message>
    <message>
        <source>Report: one HTML page</source>
        <translation>보고서: HTML 한 페이지</translation>
    </message>
    <message>
        <source>Report: PDF</source>
        <translation>보고서: PDF</translation>
    </message>
    <message>
        <source>CSV: a row a trial</source>
        <translation>CSV: 시험마다 한 행</translation>
    </message>
    <message>
        <source>CSV: a row a recorded point</source>
        <translation>CSV: 기록된 점마다 한 행</translation>
    </message>
    <message>
        <source>JSON: everything</source>
        <translation>JSON: 모두</translation>
    </message>
    <message>
        <source>TensorBoard: event files</source>
        <translation>TensorBoard: 이벤트 파일</translation>
    </message>
    <message>
        <source>MLflow: its folder mlruns</source>
        <translation>MLflow: mlruns 폴더</translation>
    </message>
    <message>
        <source>Optuna: its SQLite storage</source>
        <translation>Optuna: SQLite 저장소</translation>
    </message>
    <message>
        <source>NNI: results for nnictl experiment import</source>
        <translation>NNI: nnictl experiment import용 결과</translation>
    </message>
    <message>
        <source>Title of the report</source>
        <translation>보고서 제목</translation>
    </message>
    <message>
        <source>Written &amp;as</source>
        <translation>쓰는 형식(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Write to</source>
        <translation>쓸 곳(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>제목(&amp;T)</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>부분</translation>
    </message>
    <message>
        <source>The file or folder to write</source>
        <translation>쓸 파일이나 폴더</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>찾아보기(&amp;B)…</translation>
    </message>
    <message>
        <source>Notes, tables and charts to read and to hand on. Needs nothing from outside.</source>
        <translation>읽고 전달할 메모, 표, 차트입니다. 바깥의 것이 필요 없습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StudyQueue</name>
    <message>
        <source>%1 is in the queue.</source>
        <translation>%1을(를) 대기열에 넣었습니다.</translation>
    </message>
    <message>
        <source>Removed from the queue: %1</source>
        <translation>대기열에서 뺐습니다: %1</translation>
    </message>
    <message>
        <source>Stopping: %1. What is stopped goes on later at its place.</source>
        <translation>멈추는 중: %1. 멈춘 것은 나중에 제자리에서 이어집니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::StudyStart</name>
    <message>
        <source>A study is running here. Stop it, or wait until it is done.</source>
        <translation>이 창에서 연구가 실행 중입니다. 멈추거나 끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>A trial is being reproduced. Cancel that, or wait until it is done.</source>
        <translation>시험을 재현하는 중입니다. 취소하거나 끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>A finder is running. Stop it, or wait until it is done.</source>
        <translation>찾기가 실행 중입니다. 멈추거나 끝날 때까지 기다리세요.</translation>
    </message>
    <message>
        <source>No option is marked as tunable. Select one in the tree and tick “Tune this”.</source>
        <translation>탐색할 옵션이 없습니다. 나무에서 하나를 골라 “탐색”을 켜세요.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TableColumnsModel</name>
    <message>
        <source>number</source>
        <translation>숫자</translation>
    </message>
    <message>
        <source>category</source>
        <translation>범주</translation>
    </message>
    <message>
        <source>date</source>
        <translation>날짜</translation>
    </message>
    <message>
        <source>text</source>
        <translation>글</translation>
    </message>
    <message>
        <source>name of the row</source>
        <translation>행 이름</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>상수</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>비어 있음</translation>
    </message>
    <message>
        <source>learned from</source>
        <translation>학습에 씀</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>예측 대상</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>뺌</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>%1개 더</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>열</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>종류</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>쓰임</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>빠진 값</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>서로 다른 값</translation>
    </message>
    <message>
        <source>Least</source>
        <translation>최소</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>평균</translation>
    </message>
    <message>
        <source>Most</source>
        <translation>최대</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>히스토그램</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TableDialog</name>
    <message>
        <source>&amp;Read again</source>
        <translation>다시 읽기(&amp;R)</translation>
    </message>
    <message>
        <source>The table</source>
        <translation>표</translation>
    </message>
    <message>
        <source>Columns of the table</source>
        <translation>표의 열</translation>
    </message>
    <message>
        <source>What is left out, and why</source>
        <translation>뺀 것과 그 까닭</translation>
    </message>
    <message>
        <source>Mistake</source>
        <translation>오류</translation>
    </message>
    <message>
        <source>Reading the table…</source>
        <translation>표를 읽는 중…</translation>
    </message>
    <message>
        <source>comma</source>
        <translation>쉼표</translation>
    </message>
    <message>
        <source>point</source>
        <translation>점</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>탭</translation>
    </message>
    <message>
        <source>%1: %2 rows, %3 columns. Encoding %4, cells divided by %5, decimal %6.</source>
        <translation>%1: 행 %2개, 열 %3개. 인코딩 %4, 구분 기호 %5, 소수점 %6.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TagsDialog</name>
    <message numerus="yes">
        <source>Tags of %n record(s)</source>
        <translation>
            <numerusform>기록 %n개의 태그</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>태그</translation>
    </message>
    <message>
        <source>New tags</source>
        <translation>새 태그</translation>
    </message>
    <message>
        <source>New tags, separated by spaces</source>
        <translation>새 태그(빈칸으로 나눔)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TextsView</name>
    <message>
        <source>Which texts</source>
        <translation>어느 글</translation>
    </message>
    <message>
        <source>Step of the texts</source>
        <translation>글의 단계</translation>
    </message>
    <message>
        <source>%1, step %2</source>
        <translation>%1, 단계 %2</translation>
    </message>
    <message>
        <source>%1 of %2, step %3</source>
        <translation>%2의 %1, 단계 %3</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrainActions</name>
    <message>
        <source>&amp;Pause</source>
        <translation>일시 정지(&amp;P)</translation>
    </message>
    <message>
        <source>Hold every running trial: a network at its next batch, a program at once</source>
        <translation>실행 중인 시험을 모두 멈춰 둡니다: 네트워크는 다음 배치에서, 프로그램은 바로</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>멈춤(&amp;T)</translation>
    </message>
    <message>
        <source>Stop: a network at its next batch, a program when it has ended; it can be resumed later</source>
        <translation>중지: 네트워크는 다음 배치에서, 프로그램은 스스로 끝나면 멈추며, 나중에 이어서 할 수 있습니다</translation>
    </message>
    <message>
        <source>Stop &amp;after the running trials</source>
        <translation>실행 중인 시험 뒤에 멈춤(&amp;A)</translation>
    </message>
    <message>
        <source>Let what runs finish, and start no more trials; once more: go on after all</source>
        <translation>실행 중인 것은 끝내고 시험을 더 시작하지 않습니다. 한 번 더 누르면 그대로 계속합니다</translation>
    </message>
    <message>
        <source>Run the &amp;failed trials again</source>
        <translation>실패한 시험 다시 실행(&amp;F)</translation>
    </message>
    <message>
        <source>Add each failed trial once more, with the same parameters</source>
        <translation>실패한 시험을 같은 매개변수로 다시 넣습니다</translation>
    </message>
    <message>
        <source>C&amp;lone and edit the trial…</source>
        <translation>시험 복제하여 고치기(&amp;L)…</translation>
    </message>
    <message>
        <source>Add a trial with the options of the selected one, changed as you like</source>
        <translation>고른 시험의 옵션을 마음대로 바꾸어 시험을 더합니다</translation>
    </message>
    <message>
        <source>&amp;Open the trial as an experiment</source>
        <translation>시험을 실험으로 열기(&amp;O)</translation>
    </message>
    <message>
        <source>Open what the selected trial ran with, in Configure; the best one&apos;s when none is selected</source>
        <translation>고른 시험이 실행된 설정을 구성에서 엽니다. 고른 것이 없으면 가장 나은 시험의 것입니다</translation>
    </message>
    <message>
        <source>&amp;Cancel the selected trials</source>
        <translation>고른 시험 취소(&amp;C)</translation>
    </message>
    <message>
        <source>Stop the selected trials; the search goes on without them</source>
        <translation>고른 시험을 멈춥니다. 탐색은 계속됩니다</translation>
    </message>
    <message>
        <source>Cop&amp;y the trials as JSON</source>
        <translation>시험을 JSON으로 복사(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy the selected trials (all when none is selected) as JSON</source>
        <translation>고른 시험을 (없으면 모두) JSON으로 복사합니다</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>계속(&amp;O)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrainPage</name>
    <message>
        <source>Nothing trains yet</source>
        <translation>아직 학습하는 것이 없습니다</translation>
    </message>
    <message>
        <source>Open an experiment in Configure, then run it once, or mark options as tunable and start a search. Its curves, trials and log appear here as it goes.</source>
        <translation>구성에서 실험을 열어 한 번 실행하거나, 옵션을 탐색하도록 정하고 탐색을 시작하세요. 곡선, 시험, 로그가 여기에 나타납니다.</translation>
    </message>
    <message>
        <source>Devices and log</source>
        <translation>장치와 로그</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>로그</translation>
    </message>
    <message>
        <source>Charts of the trials</source>
        <translation>시험들의 차트</translation>
    </message>
    <message>
        <source>Parallel coordinates</source>
        <translation>평행 좌표</translation>
    </message>
    <message>
        <source>Analysis</source>
        <translation>분석</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TransferBar</name>
    <message>
        <source>How much has been carried over</source>
        <translation>옮긴 양</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>Cancel what is being carried; what is there already is not sent again the next time</source>
        <translation>옮기는 일을 취소합니다. 이미 보낸 것은 다음에 다시 보내지 않습니다</translation>
    </message>
    <message>
        <source>Packing %1 for %2</source>
        <translation>%2(으)로 보낼 %1을(를) 묶는 중</translation>
    </message>
    <message>
        <source>Sending %1 to %2: %3 of %4</source>
        <translation>%1을(를) %2(으)로 보내는 중: %4 중 %3</translation>
    </message>
    <message>
        <source>Adding %1 to the queue of %2</source>
        <translation>%1을(를) %2의 대기열에 넣는 중</translation>
    </message>
    <message>
        <source>Waiting for %1 of %2</source>
        <translation>%2의 %1을(를) 기다리는 중</translation>
    </message>
    <message>
        <source>Fetching %1 from %2: %3 of %4</source>
        <translation>%2에서 %1을(를) 가져오는 중: %4 중 %3</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrashDialog</name>
    <message>
        <source>Trash of the workspace</source>
        <translation>작업 공간의 휴지통</translation>
    </message>
    <message>
        <source>What was deleted</source>
        <translation>지운 것</translation>
    </message>
    <message>
        <source>%1, trial %2</source>
        <translation>%1, 시험 %2</translation>
    </message>
    <message>
        <source>%1, deleted %2</source>
        <extracomment>%1: a study or trial, %2: a time</extracomment>
        <translation>%1, %2에 지움</translation>
    </message>
    <message>
        <source>Nothing was deleted from this workspace, or its trash was emptied.</source>
        <translation>이 작업 공간에서 지운 것이 없거나 휴지통을 비웠습니다.</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>되돌려 놓기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrialEditor</name>
    <message>
        <source>Clone trial %1</source>
        <translation>시험 %1 복제</translation>
    </message>
    <message>
        <source>Add trial</source>
        <translation>시험 추가</translation>
    </message>
    <message>
        <source>Filter of the options</source>
        <translation>옵션 필터</translation>
    </message>
    <message>
        <source>Filter by key or description</source>
        <translation>키나 설명으로 거르기</translation>
    </message>
    <message>
        <source>Searched over</source>
        <translation>탐색하는 것</translation>
    </message>
    <message>
        <source>Other options</source>
        <translation>그 밖의 옵션</translation>
    </message>
    <message>
        <source>Inside the search space: the tuner learns from this trial, too.</source>
        <translation>탐색 공간 안: 튜너가 이 시험에서도 배웁니다.</translation>
    </message>
    <message>
        <source>Outside the search space: %1. The trial is run and compared like the others, but the tuner does not learn from it.</source>
        <translation>탐색 공간 밖: %1. 시험은 다른 것처럼 실행되고 비교되지만, 튜너는 여기서 배우지 않습니다.</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrialPanel</name>
    <message>
        <source>Trials</source>
        <translation>시험</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrialTableModel</name>
    <message>
        <source>#</source>
        <translation>#</translation>
    </message>
    <message>
        <source>State</source>
        <translation>상태</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>진행</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>시간</translation>
    </message>
    <message>
        <source>Objective</source>
        <translation>목표값</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>장치</translation>
    </message>
    <message>
        <source>%1: breaks %2</source>
        <translation>%1: %2을(를) 어김</translation>
    </message>
</context>
<context>
    <name>lathe::gui::TrialText</name>
    <message>
        <source>Waiting</source>
        <translation>대기</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>실행 중</translation>
    </message>
    <message>
        <source>Succeeded</source>
        <translation>성공</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>실패</translation>
    </message>
    <message>
        <source>Stopped early</source>
        <translation>조기 종료</translation>
    </message>
    <message>
        <source>Canceled</source>
        <translation>취소됨</translation>
    </message>
    <message>
        <source>Canceled by Lathe</source>
        <translation>Lathe가 취소함</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>준비됨</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>일시 정지</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>멈추는 중</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>끝남</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>멈춤</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1분 %2초</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>%1 남음</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1분</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1시간 %2분</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>%1 스텝</translation>
    </message>
    <message>
        <source>preparing</source>
        <translation>준비 중</translation>
    </message>
    <message>
        <source>%1, epoch %2/%3</source>
        <translation>%1, 에폭 %2/%3</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 스텝</translation>
    </message>
    <message>
        <source>1 step</source>
        <translation>1 스텝</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n trial(s)</source>
        <translation>
            <numerusform>시험 %n개 중 %1개</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n trial(s)</source>
        <translation>
            <numerusform>시험 %n개</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::TypedText</name>
    <message>
        <source>above %1</source>
        <translation>%1 초과</translation>
    </message>
    <message>
        <source>at least %1</source>
        <translation>%1 이상</translation>
    </message>
    <message>
        <source>below %1</source>
        <translation>%1 미만</translation>
    </message>
    <message>
        <source>at most %1</source>
        <translation>%1 이하</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WallCard</name>
    <message>
        <source>Curves of %1</source>
        <translation>%1의 곡선</translation>
    </message>
    <message>
        <source>Pin %1 to the top</source>
        <translation>%1을(를) 맨 위에 고정</translation>
    </message>
    <message>
        <source>Show %1 alone</source>
        <translation>%1만 보기</translation>
    </message>
    <message>
        <source>Export %1</source>
        <translation>%1 내보내기</translation>
    </message>
    <message>
        <source>&amp;Export this chart as PNG, SVG, PDF or CSV…</source>
        <translation>이 차트를 PNG, SVG, PDF, CSV로 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Export &amp;all charts…</source>
        <translation>모든 차트 내보내기(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Show it alone</source>
        <translation>따로 보기(&amp;S)</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WarmStartRow</name>
    <message>
        <source>Folders of past studies to start from</source>
        <translation>시작점으로 쓸 지난 연구의 폴더</translation>
    </message>
    <message>
        <source>nothing, or the folders of past studies</source>
        <translation>없음, 또는 지난 연구의 폴더들</translation>
    </message>
    <message>
        <source>Start from what past studies learned: the best parameters that they found are tried first</source>
        <translation>지난 연구가 배운 것에서 시작합니다: 그 연구들이 찾은 가장 좋은 매개변수를 먼저 시험합니다</translation>
    </message>
    <message>
        <source>Past studies</source>
        <translation>지난 연구</translation>
    </message>
    <message>
        <source>Choose past studies to start from</source>
        <translation>시작점으로 쓸 지난 연구 선택</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WavePicture</name>
    <message>
        <source>%1 s</source>
        <translation>%1초</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WindowActions</name>
    <message>
        <source>&amp;New from the example</source>
        <translation>예제로 새로 만들기(&amp;N)</translation>
    </message>
    <message>
        <source>A copy of the LeNet experiment on Fashion-MNIST, ready to run</source>
        <translation>바로 실행할 수 있는 Fashion-MNIST LeNet 실험의 사본</translation>
    </message>
    <message>
        <source>&amp;Open an experiment…</source>
        <translation>실험 열기(&amp;O)…</translation>
    </message>
    <message>
        <source>Open an experiment file</source>
        <translation>실험 파일을 엽니다</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>저장(&amp;S)</translation>
    </message>
    <message>
        <source>Save the experiment; its comments stay</source>
        <translation>실험을 저장합니다. 주석은 그대로 남습니다</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>다른 이름으로 저장(&amp;A)…</translation>
    </message>
    <message>
        <source>Save the experiment under another name</source>
        <translation>실험을 다른 이름으로 저장합니다</translation>
    </message>
    <message>
        <source>Open past &amp;runs…</source>
        <translation>지난 실행 열기(&amp;R)…</translation>
    </message>
    <message>
        <source>Choose the folder that holds the studies: the workspace</source>
        <translation>연구가 있는 폴더(작업 폴더)를 고릅니다</translation>
    </message>
    <message>
        <source>&amp;Copy headless command</source>
        <translation>창 없는 명령 복사(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the command that runs this experiment without a window</source>
        <translation>이 실험을 창 없이 실행하는 명령을 복사합니다</translation>
    </message>
    <message>
        <source>&amp;Export resolved config…</source>
        <translation>해석된 설정 내보내기(&amp;E)…</translation>
    </message>
    <message>
        <source>Write an experiment with every default and reference filled in</source>
        <translation>기본값과 참조를 모두 채운 실험을 씁니다</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>끝내기(&amp;Q)</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>창을 닫습니다</translation>
    </message>
    <message>
        <source>&amp;Run once</source>
        <translation>한 번 실행(&amp;R)</translation>
    </message>
    <message>
        <source>Train once with the config as it is</source>
        <translation>지금 설정으로 한 번 학습합니다</translation>
    </message>
    <message>
        <source>&amp;Start search</source>
        <translation>탐색 시작(&amp;S)</translation>
    </message>
    <message>
        <source>Search over the options that are marked as tunable</source>
        <translation>탐색하도록 정한 옵션을 탐색합니다</translation>
    </message>
    <message>
        <source>&amp;Configure</source>
        <translation>구성(&amp;C)</translation>
    </message>
    <message>
        <source>The experiment and what is tuned</source>
        <translation>실험과 탐색할 것</translation>
    </message>
    <message>
        <source>&amp;Train</source>
        <translation>학습(&amp;T)</translation>
    </message>
    <message>
        <source>What trains now</source>
        <translation>지금 학습하는 것</translation>
    </message>
    <message>
        <source>Re&amp;view</source>
        <translation>돌아보기(&amp;V)</translation>
    </message>
    <message>
        <source>Every study of this workspace</source>
        <translation>이 작업 폴더의 모든 연구</translation>
    </message>
    <message>
        <source>Command &amp;palette…</source>
        <translation>명령 팔레트(&amp;P)…</translation>
    </message>
    <message>
        <source>Find any command by its name</source>
        <translation>이름으로 명령을 찾습니다</translation>
    </message>
    <message>
        <source>&amp;About Lathe</source>
        <translation>Lathe 정보(&amp;A)</translation>
    </message>
    <message>
        <source>Version and licence</source>
        <translation>판과 사용 허가</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>시스템 따름(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>밝게(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>어둡게(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>파일(&amp;F)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>최근 파일 열기(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>편집(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>실행(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>보기(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>테마(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>언어(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>도움말(&amp;H)</translation>
    </message>
    <message>
        <source>Find a &amp;learning rate…</source>
        <translation>학습률 찾기(&amp;L)…</translation>
    </message>
    <message>
        <source>Train some steps at a rising learning rate and see where the loss falls fastest</source>
        <translation>학습률을 높여 가며 몇 스텝 학습해 손실이 가장 빨리 줄어드는 곳을 봅니다</translation>
    </message>
    <message>
        <source>Find a &amp;batch size…</source>
        <translation>배치 크기 찾기(&amp;B)…</translation>
    </message>
    <message>
        <source>Try larger and larger batches until the memory is full</source>
        <translation>메모리가 찰 때까지 점점 큰 배치를 시도합니다</translation>
    </message>
    <message>
        <source>Res&amp;ume</source>
        <translation>이어서 하기(&amp;U)</translation>
    </message>
    <message>
        <source>Go on with the study that was stopped or has failed</source>
        <translation>멈췄거나 실패한 연구를 이어서 합니다</translation>
    </message>
    <message>
        <source>Look at the &amp;table…</source>
        <translation>표 살펴보기(&amp;T)…</translation>
    </message>
    <message>
        <source>Export for a &amp;headless run…</source>
        <translation>창 없는 실행용으로 내보내기(&amp;H)…</translation>
    </message>
    <message>
        <source>Write a bundle, a Dockerfile, a conda environment or a Slurm batch file</source>
        <translation>번들, Dockerfile, conda 환경 또는 Slurm 배치 파일을 씁니다</translation>
    </message>
    <message>
        <source>C&amp;heck data and network</source>
        <translation>데이터와 신경망 검사(&amp;H)</translation>
    </message>
    <message>
        <source>Look again at the data, the network and the devices that the experiment names</source>
        <translation>실험이 가리키는 데이터, 신경망, 장치를 다시 살펴봅니다</translation>
    </message>
    <message>
        <source>Columns of the experiment&apos;s table: types, gaps, ranges, and what is left out</source>
        <translation>실험의 표에 있는 열: 유형, 빠진 값, 범위, 그리고 제외된 것</translation>
    </message>
    <message>
        <source>New experiment from a &amp;program…</source>
        <translation>프로그램에서 새 실험 만들기(&amp;P)…</translation>
    </message>
    <message>
        <source>An experiment whose options are those of a Python script, which runs as its trials</source>
        <translation>옵션이 Python 스크립트의 옵션인 실험이며, 그 스크립트가 시도로 실행됩니다</translation>
    </message>
    <message>
        <source>Add to the &amp;queue</source>
        <translation>대기열에 넣기(&amp;Q)</translation>
    </message>
    <message>
        <source>Run it as it is now after those that are queued, in a process of its own</source>
        <translation>지금 그대로, 대기열의 실험들 다음에 별도의 프로세스에서 실행합니다</translation>
    </message>
    <message>
        <source>&amp;Notify of ends</source>
        <translation>끝나면 알림(&amp;N)</translation>
    </message>
    <message>
        <source>Tell the desktop when a study ends or fails while the window is not the active one</source>
        <translation>다른 창을 쓰는 동안 연구가 끝나거나 실패하면 데스크톱에 알립니다</translation>
    </message>
    <message>
        <source>Open runs on another &amp;machine…</source>
        <translation>다른 컴퓨터의 실행 열기(&amp;M)…</translation>
    </message>
    <message>
        <source>A workspace on a machine that ssh reaches: look at its studies, and start some there</source>
        <translation>ssh로 닿는 컴퓨터의 작업 공간: 그곳의 연구를 보고, 그곳에서 시작합니다</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WindowCloser</name>
    <message>
        <source>Something is being written</source>
        <translation>쓰고 있는 것이 있습니다</translation>
    </message>
    <message>
        <source>Close, and cancel what is being imported or exported?</source>
        <translation>가져오거나 내보내는 것을 취소하고 닫을까요?</translation>
    </message>
    <message>
        <source>What is not whole yet is not kept.</source>
        <translation>아직 완성되지 않은 것은 남지 않습니다.</translation>
    </message>
    <message>
        <source>A study is running</source>
        <translation>연구가 실행 중입니다</translation>
    </message>
    <message>
        <source>Stop training, or go on without the window?</source>
        <translation>학습을 멈출까요, 창 없이 계속할까요?</translation>
    </message>
    <message>
        <source>Go on without the window</source>
        <translation>창 없이 계속</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>멈추고 닫기</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>취소</translation>
    </message>
    <message>
        <source>A study that is stopped can be resumed later, in Review or with lathectl resume.</source>
        <translation>멈춘 연구는 나중에 돌아보기에서 또는 lathectl resume으로 이어서 할 수 있습니다.</translation>
    </message>
    <message>
        <source>Something is on its way</source>
        <translation>옮기는 중인 것이 있습니다</translation>
    </message>
    <message>
        <source>Close, and cancel what is being sent or fetched?</source>
        <translation>보내거나 가져오는 것을 취소하고 닫을까요?</translation>
    </message>
    <message>
        <source>What is there already is not sent again the next time.</source>
        <translation>이미 보낸 것은 다음에 다시 보내지 않습니다.</translation>
    </message>
    <message>
        <source>Cancel it and close</source>
        <translation>취소하고 닫기</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>머무르기</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WindowMessages</name>
    <message numerus="yes">
        <source>  (and %n more)</source>
        <translation>
            <numerusform>  (그 밖에 %n개)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>lathe::gui::WindowStatus</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>문제 %n개</numerusform>
        </translation>
    </message>
    <message>
        <source>No problems</source>
        <translation>문제 없음</translation>
    </message>
    <message>
        <source>Runs in %1</source>
        <translation>실행 기록: %1</translation>
    </message>
    <message>
        <source>Checking data and network…</source>
        <translation>데이터와 신경망 검사 중…</translation>
    </message>
</context>
<context>
    <name>lathe::gui::WrongSamplesModel</name>
    <message>
        <source>Sample</source>
        <translation>샘플</translation>
    </message>
    <message>
        <source>Truth</source>
        <translation>정답</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>예측</translation>
    </message>
    <message>
        <source>Probability</source>
        <translation>확률</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>손실</translation>
    </message>
</context>
</TS>
