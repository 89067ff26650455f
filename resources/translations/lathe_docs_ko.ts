<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- Korean for what the core documents: options, variants, tuners, assessors and their arguments. The source is the
     English line itself, so that a line that changes has to be translated anew; the test gui.docs tells which. -->
<TS version="2.1" language="ko_KR">
<context>
    <name>CoreDocs</name>
    <message>
        <source>1: grey, of colours as .299 R + .587 G + .114 B; 3: colour, of CMYK as (255 - C)(255 - K) / 255</source>
        <translation>1: 회색, 색은 .299 R + .587 G + .114 B로. 3: 색, CMYK는 (255 - C)(255 - K) / 255로</translation>
    </message>
    <message>
        <source>1_0: LeNet-5 with ReLU and max pooling; 1_1 adds batch normalisation</source>
        <translation>1_0: ReLU와 최대 풀링이 있는 LeNet-5. 1_1은 배치 정규화를 더합니다</translation>
    </message>
    <message>
        <source>60,000 colour pictures in 10 classes, 32x32</source>
        <translation>10개 클래스의 색 그림 60,000장, 32x32</translation>
    </message>
    <message>
        <source>60,000 colour pictures in 100 classes, 32x32</source>
        <translation>100개 클래스의 색 그림 60,000장, 32x32</translation>
    </message>
    <message>
        <source>70,000 grey pictures of clothes, 28x28</source>
        <translation>옷의 회색 그림 70,000장, 28x28</translation>
    </message>
    <message>
        <source>70,000 handwritten digits, 28x28</source>
        <translation>손글씨 숫자 70,000개, 28x28</translation>
    </message>
    <message>
        <source>9: small and fast to train on 28 to 32 pixels; 18: ResNet-18 of He et al. 2016</source>
        <translation>9: 작고 28~32픽셀에서 빨리 학습합니다. 18: He 외 2016의 ResNet-18</translation>
    </message>
    <message>
        <source>A fall smaller than this is left out</source>
        <translation>이보다 작게 떨어지는 것은 건너뜁니다</translation>
    </message>
    <message>
        <source>A network of your own, exported from Python</source>
        <translation>파이썬에서 내보낸 내 네트워크</translation>
    </message>
    <message>
        <source>A network of your own, from a shared library</source>
        <translation>공유 라이브러리에서 온 내 네트워크</translation>
    </message>
    <message>
        <source>A population that evolves towards the Pareto front of several objectives</source>
        <translation>여러 목표의 파레토 경계로 진화하는 집단</translation>
    </message>
    <message>
        <source>A population that trains on: the worst take over the weights of the best, with parameters changed a little</source>
        <translation>계속 학습하는 집단: 가장 나쁜 것이 가장 나은 것의 가중치를 받고 매개변수를 조금 바꿉니다</translation>
    </message>
    <message>
        <source>A scrambled Sobol sequence: fills the space more evenly than random draws</source>
        <translation>섞은 소볼 수열: 무작위보다 공간을 고르게 채웁니다</translation>
    </message>
    <message>
        <source>A step ends when loss or parameters change less</source>
        <translation>손실이나 매개변수가 이보다 적게 바뀌면 스텝이 끝납니다</translation>
    </message>
    <message>
        <source>A step ends when no gradient is larger</source>
        <translation>이보다 큰 기울기가 없으면 스텝이 끝납니다</translation>
    </message>
    <message>
        <source>A table: numbers, categories, dates; for classification or regression</source>
        <translation>표: 수, 범주, 날짜. 분류나 회귀에</translation>
    </message>
    <message>
        <source>A text, predicted character by character</source>
        <translation>글자마다 예측하는 글</translation>
    </message>
    <message>
        <source>Acquisition for one objective: expected improvement, confidence bound, or probability of improvement; for several it is the expected improvement of the hypervolume</source>
        <translation>목표가 하나일 때의 획득 함수: 기대 향상, 신뢰 한계, 향상 확률. 여럿이면 초부피의 기대 향상</translation>
    </message>
    <message>
        <source>Adam with decoupled weight decay (Loshchilov, Hutter 2019)</source>
        <translation>가중치 감쇠를 떼어 낸 Adam (Loshchilov, Hutter 2019)</translation>
    </message>
    <message>
        <source>Adaptive moments (Kingma, Ba 2015)</source>
        <translation>적응 모멘트 (Kingma, Ba 2015)</translation>
    </message>
    <message>
        <source>Added to the denominator, against division by zero</source>
        <translation>0으로 나누지 않도록 분모에 더합니다</translation>
    </message>
    <message>
        <source>Advance only every this many epochs or steps</source>
        <translation>이만큼의 에폭이나 스텝마다만 나아갑니다</translation>
    </message>
    <message>
        <source>Advance the schedule after each epoch, or after each optimizer step</source>
        <translation>일정이 에폭마다 나아갈지, 옵티마이저 스텝마다 나아갈지</translation>
    </message>
    <message>
        <source>At first the mean keeps less, (1 + updates) / (10 + updates), so that the random weights of the start are forgotten</source>
        <translation>처음에는 평균을 (1 + 갱신 수) / (10 + 갱신 수)만큼만 남겨, 시작할 때의 무작위 가중치를 잊습니다</translation>
    </message>
    <message>
        <source>Attributes of the module, as FILE.yaml beside it declares them</source>
        <translation>모듈의 속성. 곁에 있는 FILE.yaml이 선언하는 대로입니다</translation>
    </message>
    <message>
        <source>Average the weights of the last epochs (Izmailov et al. 2018)</source>
        <translation>마지막 에폭들의 가중치를 평균합니다 (Izmailov 외 2018)</translation>
    </message>
    <message>
        <source>Batch normalisation over the whole batch of several devices, not each one&apos;s part</source>
        <translation>배치 정규화를 장치마다의 부분이 아니라 여러 장치의 배치 전체로 합니다</translation>
    </message>
    <message>
        <source>Batches for one optimizer step from an epoch on: {0: 1, 4: 8}</source>
        <translation>어느 에폭부터 스텝 하나에 몇 배치인지: {0: 1, 4: 8}</translation>
    </message>
    <message>
        <source>Batches of a prediction: an int is a count, a float a fraction</source>
        <translation>예측의 배치: 정수는 개수, 실수는 비율</translation>
    </message>
    <message>
        <source>Batches whose gradients are added up for one optimizer step</source>
        <translation>옵티마이저 스텝 하나에 기울기를 더하는 배치 수</translation>
    </message>
    <message>
        <source>Bayesian optimisation with a Gaussian process: few trials, each well chosen</source>
        <translation>가우스 과정을 쓰는 베이즈 최적화: 적은 시험을 하나하나 잘 고릅니다</translation>
    </message>
    <message>
        <source>Bayesian optimisation with a random forest: many choices, nested spaces</source>
        <translation>무작위 숲을 쓰는 베이즈 최적화: 선택이 많고 겹친 공간에</translation>
    </message>
    <message>
        <source>Begins after so many trials, which others chose, at the best of them</source>
        <translation>다른 것이 고른 시험이 이만큼 지난 뒤, 그중 가장 나은 것에서 시작합니다</translation>
    </message>
    <message>
        <source>Binary cross-entropy of each class by itself</source>
        <translation>클래스마다 따로 하는 이진 교차 엔트로피</translation>
    </message>
    <message>
        <source>Blank a random square of this side (DeVries, Taylor 2017); 0: off</source>
        <translation>한 변이 이만큼인 정사각형을 무작위로 지웁니다 (DeVries, Taylor 2017). 0: 끔</translation>
    </message>
    <message>
        <source>Blend pairs of images and labels, by Beta(a, a) (Zhang et al. 2018); 0: off</source>
        <translation>그림과 레이블을 둘씩 Beta(a, a)로 섞습니다 (Zhang 외 2018). 0: 끔</translation>
    </message>
    <message>
        <source>Blocks of attention and feed-forward layers</source>
        <translation>어텐션과 순방향 층으로 된 블록의 수</translation>
    </message>
    <message>
        <source>CPU threads for one trial, on each of its devices; 0: all cores, shared by all that train at once</source>
        <translation>시험 하나가 장치마다 쓰는 CPU 스레드. 0: 모든 코어를 함께 학습하는 것끼리 나눕니다</translation>
    </message>
    <message>
        <source>Causal transformer over characters</source>
        <translation>글자의 인과 트랜스포머</translation>
    </message>
    <message>
        <source>Cells that hold no value</source>
        <translation>값이 없는 것으로 보는 칸</translation>
    </message>
    <message>
        <source>Chance that a feature is dropped</source>
        <translation>특징을 빼는 확률</translation>
    </message>
    <message>
        <source>Chance that a feature is dropped before the classifier</source>
        <translation>분류기 앞에서 특징을 빼는 확률</translation>
    </message>
    <message>
        <source>Chance that a feature is dropped between layers</source>
        <translation>층 사이에서 특징을 빼는 확률</translation>
    </message>
    <message>
        <source>Chance that a hidden unit is dropped during training</source>
        <translation>학습하는 동안 은닉 유닛을 빼는 확률</translation>
    </message>
    <message>
        <source>Channels of an image</source>
        <translation>그림의 채널 수</translation>
    </message>
    <message>
        <source>Channels of the first stage; each stage doubles them</source>
        <translation>첫 단계의 채널 수. 단계마다 두 배가 됩니다</translation>
    </message>
    <message>
        <source>Characters in one sample</source>
        <translation>표본 하나의 글자 수</translation>
    </message>
    <message>
        <source>Chooses among the others by the space, the trials so far and to come and how many run at once, and says why</source>
        <translation>탐색 공간, 지금까지의 시험과 앞으로의 시험, 동시에 실행되는 수를 보고 다른 튜너 가운데 고르며, 까닭을 말합니다</translation>
    </message>
    <message>
        <source>Clip the norm of all gradients together, or each value by itself</source>
        <translation>모든 기울기의 노름을 자를지, 값마다 자를지</translation>
    </message>
    <message>
        <source>Column that is predicted; a row without a value there is left out</source>
        <translation>예측하는 열. 값이 없는 행은 뺍니다</translation>
    </message>
    <message>
        <source>Columns of a row</source>
        <translation>행의 열 수</translation>
    </message>
    <message>
        <source>Columns that are learned from, by name or pattern (temp_*); []: all but the target</source>
        <translation>배우는 데 쓰는 열. 이름이나 무늬(temp_*). []: 목표를 뺀 모두</translation>
    </message>
    <message>
        <source>Columns that are left out, by name or pattern (*_id)</source>
        <translation>빼는 열. 이름이나 무늬(*_id)</translation>
    </message>
    <message>
        <source>Common reports before the first decision</source>
        <translation>처음 판단하기 전의 공통 보고 수</translation>
    </message>
    <message>
        <source>Count a sample as right when its class is among this many best: val_top_k; null: off</source>
        <translation>표본의 클래스가 이만큼의 상위에 들면 맞은 것으로 칩니다: val_top_k. null: 끔</translation>
    </message>
    <message>
        <source>Covariance matrix adaptation: a normal distribution that learns the scale and slant of the valley</source>
        <translation>공분산 행렬 적응: 골짜기의 크기와 기울기를 배우는 정규 분포</translation>
    </message>
    <message>
        <source>Data that is trained, validated and tested on</source>
        <translation>학습하고 검증하고 시험하는 데이터</translation>
    </message>
    <message>
        <source>Decay of the running mean of the squared gradient</source>
        <translation>기울기 제곱의 이동 평균이 줄어드는 정도</translation>
    </message>
    <message>
        <source>Decay of the running means of the gradient and of its square: two numbers in [0, 1)</source>
        <translation>기울기와 그 제곱의 이동 평균이 줄어드는 정도: [0, 1)의 수 두 개</translation>
    </message>
    <message>
        <source>Devices that train one trial together, each with batches of its own: a number, or auto: all GPUs of the trial, one on the CPU</source>
        <translation>한 시험을 함께 학습하는 장치. 장치마다 배치가 따로입니다. 수, 또는 auto: 시험의 모든 GPU, CPU에서는 하나</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>할인율</translation>
    </message>
    <message>
        <source>Divide by the gradient&apos;s variance rather than its mean square</source>
        <translation>제곱 평균이 아니라 기울기의 분산으로 나눕니다</translation>
    </message>
    <message>
        <source>Divide by the largest second moment so far</source>
        <translation>지금까지 가장 큰 이차 모멘트로 나눕니다</translation>
    </message>
    <message>
        <source>Draw a new order of the training samples each epoch</source>
        <translation>에폭마다 학습 표본의 순서를 새로 뽑습니다</translation>
    </message>
    <message>
        <source>Draw the training samples of an epoch anew, all classes as often; those of a rare class come several times</source>
        <translation>에폭의 학습 표본을 모든 클래스가 같은 잦기로 나오게 새로 뽑습니다. 드문 클래스의 것은 여러 번 나옵니다</translation>
    </message>
    <message>
        <source>Draws near the best trials, in a shrinking neighbourhood</source>
        <translation>가장 나은 시험 가까이, 줄어드는 이웃에서 뽑습니다</translation>
    </message>
    <message>
        <source>Draws, of which the most promising is taken</source>
        <translation>뽑는 수. 그 가운데 가장 유망한 것을 씁니다</translation>
    </message>
    <message>
        <source>Each cycle is this many times as long as the one before</source>
        <translation>주기마다 앞 주기보다 이만큼 배로 깁니다</translation>
    </message>
    <message>
        <source>Encoding of the file; auto: UTF-8, or UTF-16 with a byte order mark</source>
        <translation>파일의 인코딩. auto: UTF-8, 또는 바이트 순서 표시가 있는 UTF-16</translation>
    </message>
    <message>
        <source>Ended trials between two trainings of the policy</source>
        <translation>정책을 다시 학습하기까지 끝난 시험 수</translation>
    </message>
    <message>
        <source>Epochs after a fall in which nothing is counted</source>
        <translation>떨어진 뒤 아무것도 세지 않는 에폭 수</translation>
    </message>
    <message>
        <source>Epochs after which a member is done; null: train.epochs of the config, or no end</source>
        <translation>구성원이 끝나는 에폭. null: 설정의 train.epochs, 없으면 끝없음</translation>
    </message>
    <message>
        <source>Epochs over which the learning rate goes to swa.lr</source>
        <translation>학습률이 swa.lr로 가는 에폭 수</translation>
    </message>
    <message>
        <source>Epochs that a trial adds to its checkpoint</source>
        <translation>시험이 체크포인트에 더하는 에폭</translation>
    </message>
    <message>
        <source>Epochs without improvement that are let pass</source>
        <translation>나아지지 않아도 지나가는 에폭 수</translation>
    </message>
    <message>
        <source>Errors up to this count squared, larger ones linearly</source>
        <translation>이만큼까지의 오차는 제곱으로, 더 큰 것은 비례로 칩니다</translation>
    </message>
    <message>
        <source>Evaluate without autograd&apos;s book-keeping; false: only without gradients</source>
        <translation>자동 미분의 기록 없이 평가합니다. false: 기울기만 없이</translation>
    </message>
    <message>
        <source>Evaluations in one step; null: max_iter * 5 / 4</source>
        <translation>한 스텝의 계산 수. null: max_iter * 5 / 4</translation>
    </message>
    <message>
        <source>Every combination; ranges are halved again and again</source>
        <translation>모든 조합. 범위는 반으로, 또 반으로 나눕니다</translation>
    </message>
    <message>
        <source>Every so many-th trial is a random one; 0: none</source>
        <translation>이만큼마다 시험 하나는 무작위입니다. 0: 없음</translation>
    </message>
    <message>
        <source>Factor of each fall</source>
        <translation>떨어질 때마다 곱하는 수</translation>
    </message>
    <message>
        <source>Factor of the learning rate after each interval</source>
        <translation>구간마다 학습률에 곱하는 수</translation>
    </message>
    <message>
        <source>Factor of the learning rate when the metric no longer improves</source>
        <translation>지표가 더 나아지지 않을 때 학습률에 곱하는 수</translation>
    </message>
    <message>
        <source>Factors of opt.lr for parameters, by patterns: {&quot;network.head.*&quot;: 10}</source>
        <translation>매개변수마다 opt.lr에 곱하는 수. 무늬로 적습니다: {&quot;network.head.*&quot;: 10}</translation>
    </message>
    <message>
        <source>Factors of opt.weight_decay for parameters, by patterns: {&quot;*.bias&quot;: 0}</source>
        <translation>매개변수마다 opt.weight_decay에 곱하는 수. 무늬로 적습니다: {&quot;*.bias&quot;: 0}</translation>
    </message>
    <message>
        <source>Fail when the metric is not there</source>
        <translation>지표가 없으면 실패로 합니다</translation>
    </message>
    <message>
        <source>Falls along a cosine, with warm-up and restarts</source>
        <translation>코사인을 따라 떨어집니다. 데우기와 다시 시작이 있습니다</translation>
    </message>
    <message>
        <source>Falls by a factor at even distances</source>
        <translation>고른 간격으로 곱하여 떨어집니다</translation>
    </message>
    <message>
        <source>Falls by a factor at given places</source>
        <translation>주어진 곳에서 곱하여 떨어집니다</translation>
    </message>
    <message>
        <source>Falls by a factor each time</source>
        <translation>매번 곱하여 떨어집니다</translation>
    </message>
    <message>
        <source>Falls when a metric no longer improves</source>
        <translation>지표가 더 나아지지 않을 때 떨어집니다</translation>
    </message>
    <message>
        <source>Fewest epochs of a trial</source>
        <translation>시험의 가장 적은 에폭</translation>
    </message>
    <message>
        <source>File that torch.jit.script(model).save() wrote; see lathectl trust</source>
        <translation>torch.jit.script(model).save()가 쓴 파일. lathectl trust를 보세요</translation>
    </message>
    <message>
        <source>Find the operation whose gradient is NaN (slow)</source>
        <translation>기울기가 NaN인 연산을 찾습니다 (느림)</translation>
    </message>
    <message>
        <source>First epoch whose weights count: an int is a number, from 1; a float a part of all epochs</source>
        <translation>가중치를 세기 시작하는 에폭: 정수는 1부터의 번호, 실수는 전체 에폭의 비율</translation>
    </message>
    <message>
        <source>First standard deviation, as a share of each range</source>
        <translation>처음 표준편차. 범위마다의 비율로</translation>
    </message>
    <message>
        <source>Floating-point format: 32 or 64 bits, or bfloat16 (bf16-mixed) or, on GPUs, float16 (16-mixed) where it is safe</source>
        <translation>부동소수점 형식: 32 또는 64비트, 또는 안전한 곳에서 bfloat16 (bf16-mixed), GPU에서는 float16 (16-mixed)</translation>
    </message>
    <message>
        <source>Folder with the four IDX files; Debian&apos;s package dataset-fashion-mnist installs them</source>
        <translation>IDX 파일 네 개가 있는 폴더. 데비안 패키지 dataset-fashion-mnist가 설치합니다</translation>
    </message>
    <message>
        <source>For ei and poi: improvement asked for, in standard deviations of the objective</source>
        <translation>ei와 poi: 바라는 향상. 목표의 표준편차로</translation>
    </message>
    <message>
        <source>For ucb: standard deviations below the mean</source>
        <translation>ucb: 평균보다 아래로 표준편차 몇 배</translation>
    </message>
    <message>
        <source>From the start of a sample to that of the next; null: the length</source>
        <translation>한 표본의 시작에서 다음 표본의 시작까지. null: 길이만큼</translation>
    </message>
    <message>
        <source>Fully connected layers</source>
        <translation>완전 연결층</translation>
    </message>
    <message>
        <source>Function after each hidden layer</source>
        <translation>은닉층마다 뒤에 오는 함수</translation>
    </message>
    <message>
        <source>Gaps in features. median (of the training rows) and constant: filled, and a column of 0 and 1 says where; drop: the row is left out; refuse: an error. Missing categories are a category of their own</source>
        <translation>특징의 빈칸. median(학습 행의)과 constant: 채우고 어디인지 0과 1의 열로 알립니다. drop: 행을 뺍니다. refuse: 오류. 범주의 빈칸은 범주 하나가 됩니다</translation>
    </message>
    <message>
        <source>Give each column of numbers mean 0 and standard deviation 1, as measured on the training rows</source>
        <translation>수의 열마다 학습 행에서 잰 평균 0, 표준편차 1로 맞춥니다</translation>
    </message>
    <message>
        <source>Good trials: ceil(gamma * sqrt(n)), and a tenth at least</source>
        <translation>좋은 시험: ceil(gamma * sqrt(n)), 적어도 10분의 1</translation>
    </message>
    <message>
        <source>Gradient checkpointing: compute each block again in the backward pass, for less memory and a third more time</source>
        <translation>그래디언트 체크포인팅: 역전파에서 블록을 다시 계산하여, 메모리를 줄이고 시간은 3분의 1쯤 더 씁니다</translation>
    </message>
    <message>
        <source>Gradient over its accumulated square (Duchi 2011)</source>
        <translation>기울기를 그 쌓인 제곱으로 나눈 것 (Duchi 2011)</translation>
    </message>
    <message>
        <source>Gradient over its running root mean square</source>
        <translation>기울기를 그 이동 제곱평균제곱근으로 나눈 것</translation>
    </message>
    <message>
        <source>Heads of attention</source>
        <translation>어텐션의 헤드 수</translation>
    </message>
    <message>
        <source>Height and width of an image</source>
        <translation>그림의 높이와 너비</translation>
    </message>
    <message>
        <source>Height to which images are scaled</source>
        <translation>그림을 맞추는 높이</translation>
    </message>
    <message>
        <source>Highest learning rate of the cycle (opt.lr is not used)</source>
        <translation>주기의 가장 높은 학습률 (opt.lr은 쓰지 않습니다)</translation>
    </message>
    <message>
        <source>Hold out the same part of each class</source>
        <translation>클래스마다 같은 비율로 떼어 둡니다</translation>
    </message>
    <message>
        <source>How categories enter the network: a column of 0 and 1 for each, or learned numbers (network mlp only)</source>
        <translation>범주가 네트워크에 들어가는 방법: 범주마다 0과 1의 열, 또는 배우는 수(네트워크 mlp만)</translation>
    </message>
    <message>
        <source>How far a parameter moves, as a share of its range</source>
        <translation>매개변수가 움직이는 거리. 범위의 비율로</translation>
    </message>
    <message>
        <source>How far the policy may move from the one that chose</source>
        <translation>고른 때의 정책에서 얼마나 벗어날 수 있는지</translation>
    </message>
    <message>
        <source>How fast the learning rate falls with the number of steps</source>
        <translation>스텝 수에 따라 학습률이 떨어지는 빠르기</translation>
    </message>
    <message>
        <source>How many of the best checkpoints to keep; 0: none, -1: all</source>
        <translation>남겨 둘 가장 나은 체크포인트의 수. 0: 없음, -1: 모두</translation>
    </message>
    <message>
        <source>How much a sample of each class counts, in the order of the classes; empty: as class_weights</source>
        <translation>클래스 순서대로 표본을 얼마나 칠지. 비우면 class_weights를 따릅니다</translation>
    </message>
    <message>
        <source>How much of the new gradient momentum leaves out</source>
        <translation>모멘텀이 새 기울기에서 빼는 비율</translation>
    </message>
    <message>
        <source>How much wider the kernels are that draws come from</source>
        <translation>뽑는 커널을 얼마나 넓힐지</translation>
    </message>
    <message>
        <source>Hyperband whose new trials come from a model of the earlier ones</source>
        <translation>앞선 시험의 모델에서 새 시험이 나오는 Hyperband</translation>
    </message>
    <message>
        <source>IDX file of the test images</source>
        <translation>시험 그림의 IDX 파일</translation>
    </message>
    <message>
        <source>IDX file of the test labels</source>
        <translation>시험 레이블의 IDX 파일</translation>
    </message>
    <message>
        <source>IDX file of the training images, gzipped or not</source>
        <translation>학습 그림의 IDX 파일. gzip이어도 됩니다</translation>
    </message>
    <message>
        <source>IDX file of the training labels</source>
        <translation>학습 레이블의 IDX 파일</translation>
    </message>
    <message>
        <source>Images and labels in IDX files of your own</source>
        <translation>내 IDX 파일의 그림과 레이블</translation>
    </message>
    <message>
        <source>Independent draws; never the same configuration twice</source>
        <translation>서로 무관하게 뽑습니다. 같은 구성은 두 번 나오지 않습니다</translation>
    </message>
    <message>
        <source>Intervals after which the learning rate falls</source>
        <translation>학습률이 떨어지는 구간</translation>
    </message>
    <message>
        <source>Iterations in one step</source>
        <translation>한 스텝의 반복 수</translation>
    </message>
    <message>
        <source>Jump back to the highest learning rate after t_max steps, again and again</source>
        <translation>t_max 스텝마다 다시 가장 높은 학습률로 뜁니다</translation>
    </message>
    <message>
        <source>Keep a picture&apos;s channels side by side in memory: faster convolutions on many GPUs and processors</source>
        <translation>그림의 채널을 메모리에서 나란히 둡니다: 여러 GPU와 프로세서에서 합성곱이 빨라집니다</translation>
    </message>
    <message>
        <source>Label of the first class in the files; 1 for EMNIST&apos;s letters</source>
        <translation>파일에서 첫 클래스의 레이블. EMNIST 글자는 1</translation>
    </message>
    <message>
        <source>Lambda of the advantage estimation</source>
        <translation>이득 추정의 람다</translation>
    </message>
    <message>
        <source>Larger sets are read through once, for pictures that cannot be read, and decoded anew each epoch, on hw.num_workers threads</source>
        <translation>이보다 큰 데이터는 읽을 수 없는 그림을 찾으려고 한 번 읽은 뒤, 에폭마다 hw.num_workers 스레드에서 새로 풉니다</translation>
    </message>
    <message>
        <source>Largest gradient (norm or value) of a step; null: no clipping</source>
        <translation>스텝의 가장 큰 기울기(노름 또는 값). null: 자르지 않음</translation>
    </message>
    <message>
        <source>Largest value that goes on</source>
        <translation>나아가는 가장 큰 값</translation>
    </message>
    <message>
        <source>LeNet-5, two convolutions and three dense layers</source>
        <translation>LeNet-5, 합성곱 둘과 완전 연결층 셋</translation>
    </message>
    <message>
        <source>Learn numbers with mean 0 and standard deviation 1; the loss is in these units, metrics and predictions in yours</source>
        <translation>수를 평균 0, 표준편차 1로 맞추어 배웁니다. 손실은 이 단위이고 지표와 예측은 원래 단위입니다</translation>
    </message>
    <message>
        <source>Learning rate of the policy</source>
        <translation>정책의 학습률</translation>
    </message>
    <message>
        <source>Learning rate while weights are averaged</source>
        <translation>가중치를 평균하는 동안의 학습률</translation>
    </message>
    <message>
        <source>Learning rate: how far one step goes</source>
        <translation>학습률: 한 스텝이 얼마나 가는지</translation>
    </message>
    <message>
        <source>Leave out a last training batch that is smaller than the others</source>
        <translation>다른 것보다 작은 마지막 학습 배치를 뺍니다</translation>
    </message>
    <message>
        <source>Longest gradient</source>
        <translation>가장 긴 기울기</translation>
    </message>
    <message>
        <source>Look ahead along the momentum (needs momentum &gt; 0 and dampening 0)</source>
        <translation>모멘텀을 따라 앞을 내다봅니다 (momentum &gt; 0, dampening 0이어야 합니다)</translation>
    </message>
    <message>
        <source>Look for a new best only every this many epochs</source>
        <translation>이만큼의 에폭마다만 새로 가장 나은 것을 찾습니다</translation>
    </message>
    <message>
        <source>Loss that is minimised</source>
        <translation>줄이려는 손실</translation>
    </message>
    <message>
        <source>Lowest learning rate</source>
        <translation>가장 낮은 학습률</translation>
    </message>
    <message>
        <source>Many trials with few epochs; the best go on with more</source>
        <translation>적은 에폭으로 많은 시험. 가장 나은 것이 더 나아갑니다</translation>
    </message>
    <message>
        <source>Mappings from path to value; without them, the values of the space&apos;s only choice</source>
        <translation>경로에서 값으로의 목록. 없으면 공간의 하나뿐인 선택의 값들</translation>
    </message>
    <message>
        <source>Mean absolute error, for regression</source>
        <translation>평균 절대 오차, 회귀에</translation>
    </message>
    <message>
        <source>Mean of the pixels (0 to 1) that is subtracted; null: measured on the training images</source>
        <translation>빼는 픽셀 평균 (0부터 1). null: 학습 그림에서 잽니다</translation>
    </message>
    <message>
        <source>Mean squared error, for regression</source>
        <translation>평균 제곱 오차, 회귀에</translation>
    </message>
    <message>
        <source>Members of the population</source>
        <translation>집단의 구성원 수</translation>
    </message>
    <message>
        <source>Metric that decides which checkpoint is the best</source>
        <translation>어느 체크포인트가 가장 나은지 정하는 지표</translation>
    </message>
    <message>
        <source>Metric that is watched</source>
        <translation>지켜보는 지표</translation>
    </message>
    <message>
        <source>Mirror every other training image, left to right</source>
        <translation>학습 그림을 둘에 하나꼴로 좌우로 뒤집습니다</translation>
    </message>
    <message>
        <source>Momentum at the ends of the cycle</source>
        <translation>주기 양 끝의 모멘텀</translation>
    </message>
    <message>
        <source>Momentum at the highest learning rate</source>
        <translation>학습률이 가장 높을 때의 모멘텀</translation>
    </message>
    <message>
        <source>Most categories of a column; all but the most frequent are taken together as one</source>
        <translation>한 열의 범주 수 한도. 자주 나오는 것 말고는 하나로 묶습니다</translation>
    </message>
    <message>
        <source>Most epochs of a trial</source>
        <translation>시험의 가장 많은 에폭</translation>
    </message>
    <message>
        <source>Move the momentum (of Adam: the first beta) the other way, from max_momentum to base_momentum and back; opt.momentum and the first of opt.betas are not used then</source>
        <translation>모멘텀(Adam은 첫째 beta)을 거꾸로 움직입니다: max_momentum에서 base_momentum으로 갔다가 돌아옵니다. 그때 opt.momentum과 opt.betas의 첫째는 쓰지 않습니다</translation>
    </message>
    <message>
        <source>Move training images by up to this much along each axis; 0: off</source>
        <translation>학습 그림을 축마다 이만큼까지 옮깁니다. 0: 끔</translation>
    </message>
    <message>
        <source>Multivariate within each branch of nested choices as well</source>
        <translation>겹친 선택의 가지마다 안에서도 다변수로</translation>
    </message>
    <message>
        <source>Mutates the better of two recent trials</source>
        <translation>최근 두 시험 가운데 나은 것을 변이시킵니다</translation>
    </message>
    <message>
        <source>Name of a kept checkpoint; {epoch}, {step} and metrics such as {val_loss:.3f}</source>
        <translation>남겨 두는 체크포인트의 이름. {epoch}, {step}과 {val_loss:.3f} 같은 지표를 쓸 수 있습니다</translation>
    </message>
    <message>
        <source>Narrowest kernel</source>
        <translation>가장 좁은 커널</translation>
    </message>
    <message>
        <source>Negative log likelihood; scores become log-probabilities by a log-softmax</source>
        <translation>음의 로그 가능도. 점수는 로그 소프트맥스로 로그 확률이 됩니다</translation>
    </message>
    <message>
        <source>Network that is trained</source>
        <translation>학습하는 네트워크</translation>
    </message>
    <message>
        <source>Newest trials of full weight; older ones fade</source>
        <translation>온전한 무게를 갖는 가장 새로운 시험의 수. 오래된 것은 옅어집니다</translation>
    </message>
    <message>
        <source>No early stop before this many epochs</source>
        <translation>이만큼의 에폭 전에는 일찍 멈추지 않습니다</translation>
    </message>
    <message>
        <source>No early stop before this many optimizer steps</source>
        <translation>이만큼의 옵티마이저 스텝 전에는 일찍 멈추지 않습니다</translation>
    </message>
    <message>
        <source>Noise added to the fitted one</source>
        <translation>맞춘 잡음에 더하는 잡음</translation>
    </message>
    <message>
        <source>Noisy random pictures, made in memory</source>
        <translation>메모리에서 만드는 잡음 섞인 무작위 그림</translation>
    </message>
    <message>
        <source>Number of classes</source>
        <translation>클래스의 수</translation>
    </message>
    <message>
        <source>Number of classes; labels are as many numbers from data.first_label on</source>
        <translation>클래스의 수. 레이블은 data.first_label부터 그만큼의 수입니다</translation>
    </message>
    <message>
        <source>Number of reports before the first decision</source>
        <translation>처음 판단하기 전의 보고 수</translation>
    </message>
    <message>
        <source>Number that missing: constant fills in, in the units of the column</source>
        <translation>missing: constant가 채우는 수. 열의 단위입니다</translation>
    </message>
    <message>
        <source>Numbers in the state</source>
        <translation>상태에 있는 수의 개수</translation>
    </message>
    <message>
        <source>Numbers that stand for one character</source>
        <translation>글자 하나를 나타내는 수의 개수</translation>
    </message>
    <message>
        <source>Numbers that stand for one character; a multiple of heads</source>
        <translation>글자 하나를 나타내는 수의 개수. heads의 배수여야 합니다</translation>
    </message>
    <message>
        <source>On GPUs: try which convolution is the fastest; for inputs of one size</source>
        <translation>GPU에서: 어느 합성곱이 가장 빠른지 해 봅니다. 입력의 크기가 하나일 때</translation>
    </message>
    <message>
        <source>One density over all parameters instead of one for each</source>
        <translation>매개변수마다가 아니라 모두에 걸친 밀도 하나</translation>
    </message>
    <message>
        <source>One in so many goes on, with so many times the epochs</source>
        <translation>이만큼에 하나가 이만큼 배의 에폭으로 나아갑니다</translation>
    </message>
    <message>
        <source>One in so many goes on; the rungs grow by it</source>
        <translation>이만큼에 하나가 나아가며, 단이 이만큼씩 커집니다</translation>
    </message>
    <message>
        <source>Optimizer: how gradients become steps</source>
        <translation>옵티마이저: 기울기가 어떻게 스텝이 되는지</translation>
    </message>
    <message>
        <source>Options of that network, by name</source>
        <translation>그 네트워크의 옵션. 이름으로 적습니다</translation>
    </message>
    <message>
        <source>Order in dates such as 3/4/2025; auto: as the days above 12 have it</source>
        <translation>3/4/2025 같은 날짜의 순서. auto: 12를 넘는 날을 보고 정합니다</translation>
    </message>
    <message>
        <source>Pad training images by this much, then cut the old size out at random; 0: off</source>
        <translation>학습 그림의 둘레를 이만큼 넓힌 뒤 원래 크기를 무작위로 잘라 냅니다. 0: 끔</translation>
    </message>
    <message>
        <source>Parameters that do not learn, by patterns of their names: [&quot;network.conv*&quot;]; statistics of batch normalisation go on</source>
        <translation>배우지 않는 매개변수. 이름의 무늬로 적습니다: [&quot;network.conv*&quot;]. 배치 정규화의 통계는 계속됩니다</translation>
    </message>
    <message>
        <source>Part of the cycle that rises</source>
        <translation>주기에서 오르는 비율</translation>
    </message>
    <message>
        <source>Part of the file held out for the test</source>
        <translation>시험용으로 떼어 두는 파일의 비율</translation>
    </message>
    <message>
        <source>Part of the file held out for validation</source>
        <translation>검증용으로 떼어 두는 파일의 비율</translation>
    </message>
    <message>
        <source>Part of the last step that is kept</source>
        <translation>지난 스텝 가운데 남기는 비율</translation>
    </message>
    <message>
        <source>Part of the mean that stays at each update</source>
        <translation>갱신할 때마다 남는 평균의 비율</translation>
    </message>
    <message>
        <source>Part of the target that is spread evenly over all classes</source>
        <translation>목표 가운데 모든 클래스에 고르게 나누는 비율</translation>
    </message>
    <message>
        <source>Part of the training images held out for validation when there is no folder val</source>
        <translation>val 폴더가 없을 때 검증용으로 떼어 두는 학습 그림의 비율</translation>
    </message>
    <message>
        <source>Passes over the training data; null: until checkpoint.monitor has not improved for 20 validations, 1000 at most, or no limit when max_steps or max_time is given</source>
        <translation>학습 데이터를 지나는 횟수. null: checkpoint.monitor가 검증 20번 동안 나아지지 않을 때까지, 많아도 1000번. max_steps나 max_time이 있으면 한도 없음</translation>
    </message>
    <message>
        <source>Passes over them</source>
        <translation>그것들을 지나는 횟수</translation>
    </message>
    <message>
        <source>Percentage of the trials that count as good</source>
        <translation>좋은 것으로 치는 시험의 백분율</translation>
    </message>
    <message>
        <source>Pictures in files, a folder for each class</source>
        <translation>클래스마다 폴더가 있는 그림 파일</translation>
    </message>
    <message>
        <source>Pictures that cannot be read. refuse: the trial fails and names them; skip: they are left out, counted and named in the log</source>
        <translation>읽을 수 없는 그림. refuse: 시험이 실패하고 이름을 알립니다. skip: 빼고 세어 로그에 이름을 적습니다</translation>
    </message>
    <message>
        <source>Predict the number itself, or whether it is above 0</source>
        <translation>수 자체를 예측할지, 0보다 큰지를 예측할지</translation>
    </message>
    <message>
        <source>Probability of a mistake below which a trial stops</source>
        <translation>틀릴 확률이 이보다 낮으면 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Probability of changing each parameter; null: 1 / parameters</source>
        <translation>매개변수마다 바꾸는 확률. null: 1 / 매개변수 수</translation>
    </message>
    <message>
        <source>Probability of crossing each parameter</source>
        <translation>매개변수마다 교차하는 확률</translation>
    </message>
    <message>
        <source>Probability of drawing a parameter anew</source>
        <translation>매개변수를 새로 뽑는 확률</translation>
    </message>
    <message>
        <source>Probability that a child has two parents</source>
        <translation>자식이 부모를 둘 갖는 확률</translation>
    </message>
    <message>
        <source>Pull of the weights towards zero</source>
        <translation>가중치를 0으로 당기는 정도</translation>
    </message>
    <message>
        <source>Quasi-Newton, several evaluations a step; for large batches</source>
        <translation>준뉴턴법, 한 스텝에 여러 번 계산. 큰 배치에</translation>
    </message>
    <message>
        <source>Random rows and a linear function of them</source>
        <translation>무작위 행과 그 선형 함수</translation>
    </message>
    <message>
        <source>Record a picture of the confusion matrix after each validation</source>
        <translation>검증마다 혼동 행렬의 그림을 기록합니다</translation>
    </message>
    <message>
        <source>Record processor and memory use of the trial under device/</source>
        <translation>시험의 프로세서와 메모리 사용을 device/ 아래에 기록합니다</translation>
    </message>
    <message>
        <source>Record the accuracy on the training batches with train_loss, as they were trained on: augmented, with dropout; of two images blended by mixup the larger part counts</source>
        <translation>학습 배치의 정확도를 train_loss와 함께 기록합니다. 학습한 그대로, 증강과 드롭아웃이 있는 채로입니다. mixup으로 섞은 두 그림은 큰 쪽을 칩니다</translation>
    </message>
    <message>
        <source>Record the distribution of each weight after every epoch</source>
        <translation>에폭마다 가중치의 분포를 기록합니다</translation>
    </message>
    <message>
        <source>Record the learning rate of each parameter group as lr-OPTIMIZER/pgN</source>
        <translation>매개변수 묶음마다 학습률을 lr-OPTIMIZER/pgN으로 기록합니다</translation>
    </message>
    <message>
        <source>Record the momentum (or the first beta) as well</source>
        <translation>모멘텀(또는 첫째 beta)도 기록합니다</translation>
    </message>
    <message>
        <source>Record the weight decay as well</source>
        <translation>가중치 감쇠도 기록합니다</translation>
    </message>
    <message>
        <source>Record train_loss and lr every this many optimizer steps</source>
        <translation>이만큼의 옵티마이저 스텝마다 train_loss와 lr을 기록합니다</translation>
    </message>
    <message>
        <source>Recurrent layers, one above the other</source>
        <translation>쌓은 순환층의 수</translation>
    </message>
    <message>
        <source>Recurrent model of characters</source>
        <translation>글자의 순환 모델</translation>
    </message>
    <message>
        <source>Reinforcement learning: a policy network chooses the parameters; wants many trials</source>
        <translation>강화 학습: 정책 네트워크가 매개변수를 고릅니다. 시험이 많이 듭니다</translation>
    </message>
    <message>
        <source>Report precision, recall and F1, averaged over the classes</source>
        <translation>클래스에 걸쳐 평균한 정밀도, 재현율, F1을 알립니다</translation>
    </message>
    <message>
        <source>Reports at the first rung</source>
        <translation>첫 단의 보고 수</translation>
    </message>
    <message>
        <source>Reports between decisions</source>
        <translation>판단 사이의 보고 수</translation>
    </message>
    <message>
        <source>Reports of a whole trial: where the curve is read off</source>
        <translation>시험 전체의 보고 수: 곡선을 읽는 곳</translation>
    </message>
    <message>
        <source>Reports without improvement</source>
        <translation>나아지지 않은 보고 수</translation>
    </message>
    <message>
        <source>Residual network, 9 or 18 layers deep</source>
        <translation>잔차 네트워크, 9층 또는 18층</translation>
    </message>
    <message>
        <source>Rises, then falls far below its start</source>
        <translation>올랐다가 시작보다 훨씬 아래로 떨어집니다</translation>
    </message>
    <message>
        <source>Rows without a target: left out and counted, or an error</source>
        <translation>목표가 없는 행: 빼고 세거나, 오류로 봅니다</translation>
    </message>
    <message>
        <source>Runs listed configurations in order</source>
        <translation>적어 둔 구성을 차례로 실행합니다</translation>
    </message>
    <message>
        <source>Samples in one test batch</source>
        <translation>시험 배치 하나의 표본 수</translation>
    </message>
    <message>
        <source>Samples in one training batch of each device</source>
        <translation>장치마다 학습 배치 하나의 표본 수</translation>
    </message>
    <message>
        <source>Samples in one validation batch</source>
        <translation>검증 배치 하나의 표본 수</translation>
    </message>
    <message>
        <source>Save checkpoints; without them a trial cannot be resumed</source>
        <translation>체크포인트를 저장합니다. 없으면 시험을 이어서 할 수 없습니다</translation>
    </message>
    <message>
        <source>Save every this long rather than after validation: DD:HH:MM:SS, or 30m; null: off</source>
        <translation>검증 뒤가 아니라 이만큼 지날 때마다 저장합니다: DD:HH:MM:SS 또는 30m. null: 끔</translation>
    </message>
    <message>
        <source>Save every this many optimizer steps rather than after validation; 0: off</source>
        <translation>검증 뒤가 아니라 이만큼의 옵티마이저 스텝마다 저장합니다. 0: 끔</translation>
    </message>
    <message>
        <source>Save last.pt at the end of each epoch, from which a trial is resumed</source>
        <translation>에폭이 끝날 때마다 last.pt를 저장합니다. 시험은 여기서 이어서 합니다</translation>
    </message>
    <message>
        <source>Schedule of the learning rate</source>
        <translation>학습률의 일정</translation>
    </message>
    <message>
        <source>Scramble the sequence by the seed</source>
        <translation>시드로 수열을 섞습니다</translation>
    </message>
    <message>
        <source>Seed of the pictures, apart from the seed of the training</source>
        <translation>그림의 시드. 학습의 시드와 따로입니다</translation>
    </message>
    <message>
        <source>Seed of the random numbers</source>
        <translation>난수의 시드</translation>
    </message>
    <message>
        <source>Seed of the rows, apart from the seed of the training</source>
        <translation>행의 시드. 학습의 시드와 따로입니다</translation>
    </message>
    <message>
        <source>Seed of weights, order of samples, dropout and augmentation</source>
        <translation>가중치, 표본의 순서, 드롭아웃, 증강의 시드</translation>
    </message>
    <message>
        <source>Shape of that way</source>
        <translation>그 길의 모양</translation>
    </message>
    <message>
        <source>Shape of the rise and the fall</source>
        <translation>오르고 내리는 모양</translation>
    </message>
    <message>
        <source>Share of random trials</source>
        <translation>무작위 시험의 비율</translation>
    </message>
    <message>
        <source>Share of the best final value that is good enough</source>
        <translation>충분히 좋은, 가장 나은 마지막 값의 비율</translation>
    </message>
    <message>
        <source>Share of the members that count as best, and as worst</source>
        <translation>가장 나은 것과 가장 나쁜 것으로 치는 구성원의 비율</translation>
    </message>
    <message>
        <source>Share that goes on, in percent</source>
        <translation>나아가는 몫. 백분율</translation>
    </message>
    <message>
        <source>Shared libraries with parts of your own, see lathectl new; each has to be trusted</source>
        <translation>내 부품이 든 공유 라이브러리. lathectl new를 보세요. 하나하나 믿는다고 해야 합니다</translation>
    </message>
    <message>
        <source>Shared library that lathectl new network or find_package(Lathe) built; see lathectl trust</source>
        <translation>lathectl new network나 find_package(Lathe)로 만든 공유 라이브러리. lathectl trust를 보세요</translation>
    </message>
    <message>
        <source>Smallest change that counts as an improvement</source>
        <translation>나아진 것으로 치는 가장 작은 변화</translation>
    </message>
    <message>
        <source>Smallest change that counts as improvement</source>
        <translation>나아진 것으로 치는 가장 작은 변화</translation>
    </message>
    <message>
        <source>Smallest value that goes on</source>
        <translation>나아가는 가장 작은 값</translation>
    </message>
    <message>
        <source>Smoothness of the Matern kernel</source>
        <translation>마턴 커널의 매끄러움</translation>
    </message>
    <message>
        <source>Softmax and negative log likelihood</source>
        <translation>소프트맥스와 음의 로그 가능도</translation>
    </message>
    <message>
        <source>Squared for small errors, absolute for large ones</source>
        <translation>작은 오차는 제곱, 큰 오차는 절대값</translation>
    </message>
    <message>
        <source>SqueezeNet, few parameters through 1x1 squeezes</source>
        <translation>SqueezeNet, 1x1로 줄여 매개변수가 적습니다</translation>
    </message>
    <message>
        <source>Standard deviation of the noise on each pixel; more is harder</source>
        <translation>픽셀마다 넣는 잡음의 표준편차. 클수록 어렵습니다</translation>
    </message>
    <message>
        <source>Standard deviation of the noise on the target; more is harder</source>
        <translation>목표에 넣는 잡음의 표준편차. 클수록 어렵습니다</translation>
    </message>
    <message>
        <source>Standard deviation that pixels are divided by; null: measured on the training images</source>
        <translation>픽셀을 나누는 표준편차. null: 학습 그림에서 잽니다</translation>
    </message>
    <message>
        <source>Start of the sum of squared gradients</source>
        <translation>기울기 제곱 합의 시작 값</translation>
    </message>
    <message>
        <source>Steps from the highest to the lowest learning rate; null: the whole training</source>
        <translation>가장 높은 학습률에서 가장 낮은 학습률까지의 스텝. null: 학습 전체</translation>
    </message>
    <message>
        <source>Steps of the cycle; null: the whole training</source>
        <translation>주기의 스텝 수. null: 학습 전체</translation>
    </message>
    <message>
        <source>Steps over which the learning rate first rises from zero</source>
        <translation>학습률이 처음에 0에서 오르는 스텝 수</translation>
    </message>
    <message>
        <source>Steps that the estimate of the curvature remembers</source>
        <translation>곡률을 어림할 때 기억하는 스텝 수</translation>
    </message>
    <message>
        <source>Stochastic gradient descent, with momentum</source>
        <translation>모멘텀이 있는 확률적 경사 하강</translation>
    </message>
    <message>
        <source>Stop a trial whose metric no longer improves</source>
        <translation>지표가 더 나아지지 않는 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Stop after this long: DD:HH:MM:SS, or 90s, 30m, 1.5h; time before a resume counts</source>
        <translation>이만큼 지나면 멈춥니다: DD:HH:MM:SS, 또는 90s, 30m, 1.5h. 이어서 하기 전의 시간도 셉니다</translation>
    </message>
    <message>
        <source>Stop after this many optimizer steps; -1: no limit</source>
        <translation>이만큼의 옵티마이저 스텝 뒤에 멈춥니다. -1: 한도 없음</translation>
    </message>
    <message>
        <source>Stop as soon as the metric is NaN or infinite</source>
        <translation>지표가 NaN이거나 무한하면 바로 멈춥니다</translation>
    </message>
    <message>
        <source>Stop as soon as the metric is better than this</source>
        <translation>지표가 이보다 나아지면 바로 멈춥니다</translation>
    </message>
    <message>
        <source>Stop as soon as the metric is worse than this</source>
        <translation>지표가 이보다 나빠지면 바로 멈춥니다</translation>
    </message>
    <message>
        <source>Stops a trial that is outside the best share of the finished ones</source>
        <translation>끝난 시험의 상위 몫 밖에 있는 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Stops a trial that is worse than the median of the finished ones</source>
        <translation>끝난 시험의 중앙값보다 나쁜 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Stops a trial that no longer improves</source>
        <translation>더 나아지지 않는 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Stops a trial whose learning curve leads to a worse end than the best trial&apos;s</source>
        <translation>학습 곡선이 가장 나은 시험보다 나쁜 끝으로 가는 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Stops a trial whose reports are, pair by pair, worse than the best trial&apos;s</source>
        <translation>보고를 짝지어 볼 때 가장 나은 시험보다 나쁜 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Stops a trial whose value leaves given bounds</source>
        <translation>값이 주어진 한계를 벗어난 시험을 멈춥니다</translation>
    </message>
    <message>
        <source>Succeeded trials before the first decision</source>
        <translation>처음 판단하기 전에 성공한 시험 수</translation>
    </message>
    <message>
        <source>Successive halving: at growing numbers of reports only the best share goes on</source>
        <translation>연속 반감: 보고가 늘어 갈 때마다 가장 나은 몫만 나아갑니다</translation>
    </message>
    <message>
        <source>Swap rows and columns of the images; true for EMNIST, whose images lie on their side</source>
        <translation>그림의 행과 열을 바꿉니다. 그림이 옆으로 누운 EMNIST는 true</translation>
    </message>
    <message>
        <source>Table as CSV whose first line names the columns; lathectl data describe FILE shows it</source>
        <translation>첫 줄에 열 이름이 있는 CSV 표. lathectl data describe FILE로 볼 수 있습니다</translation>
    </message>
    <message>
        <source>Test batches: an int is a count, a float a fraction; 0 leaves the test out</source>
        <translation>시험 배치: 정수는 개수, 실수는 비율. 0이면 시험을 하지 않습니다</translation>
    </message>
    <message>
        <source>Test images that are made</source>
        <translation>만드는 시험 그림의 수</translation>
    </message>
    <message>
        <source>Test rows that are made</source>
        <translation>만드는 시험 행의 수</translation>
    </message>
    <message>
        <source>Test the weights of the last step, or those of the best checkpoint; auto: the best where train.epochs left the end to the validation, otherwise the last</source>
        <translation>마지막 스텝의 가중치를 시험할지, 가장 나은 체크포인트의 것을 시험할지. auto: train.epochs가 끝을 검증에 맡겼으면 가장 나은 것, 아니면 마지막 것</translation>
    </message>
    <message>
        <source>Text in UTF-8; the next character is predicted from those before</source>
        <translation>UTF-8 글. 앞의 글자들에서 다음 글자를 예측합니다</translation>
    </message>
    <message>
        <source>The 100 fine classes, or the 20 coarse ones</source>
        <translation>세부 클래스 100개, 또는 큰 클래스 20개</translation>
    </message>
    <message>
        <source>The first learning rate is max_lr divided by this</source>
        <translation>처음 학습률은 max_lr을 이 수로 나눈 것입니다</translation>
    </message>
    <message>
        <source>The last learning rate is the first divided by this</source>
        <translation>마지막 학습률은 처음 것을 이 수로 나눈 것입니다</translation>
    </message>
    <message>
        <source>The learning rate falls every this many intervals</source>
        <translation>학습률이 이만큼의 구간마다 떨어집니다</translation>
    </message>
    <message>
        <source>The learning rate stays as it is</source>
        <translation>학습률이 그대로입니다</translation>
    </message>
    <message>
        <source>The middle, then trials of a Sobol sequence, before the model is used</source>
        <translation>모델을 쓰기 전에 가운데, 그다음 소볼 수열의 시험</translation>
    </message>
    <message>
        <source>The network learns from right answers, as the data and the loss have them</source>
        <translation>네트워크가 데이터와 손실이 가진 정답에서 배웁니다</translation>
    </message>
    <message>
        <source>The one character that stands between two cells, such as ; or \t for a tab; auto: as the first lines have it</source>
        <translation>칸 사이의 글자 하나. ; 또는 탭은 \t. auto: 첫 줄들을 보고 정합니다</translation>
    </message>
    <message>
        <source>Threads that prepare batches ahead of training; results do not depend on it</source>
        <translation>학습보다 앞서 배치를 준비하는 스레드. 결과는 이 수에 달려 있지 않습니다</translation>
    </message>
    <message>
        <source>Train and validate on the same few batches (int: how many, float: which part) to see whether a model can learn</source>
        <translation>같은 몇 배치로 학습하고 검증하여(정수: 개수, 실수: 비율) 모델이 배울 수 있는지 봅니다</translation>
    </message>
    <message>
        <source>Training batches in an epoch: an int is a count (100), a float a fraction (0.1)</source>
        <translation>한 에폭의 학습 배치: 정수는 개수(100), 실수는 비율(0.1)</translation>
    </message>
    <message>
        <source>Training images held out for validation, chosen by the seed</source>
        <translation>검증용으로 떼어 두는 학습 그림. 시드로 고릅니다</translation>
    </message>
    <message>
        <source>Training images that are made</source>
        <translation>만드는 학습 그림의 수</translation>
    </message>
    <message>
        <source>Training rows that are made</source>
        <translation>만드는 학습 행의 수</translation>
    </message>
    <message>
        <source>Tree-structured Parzen estimator: draws where good trials are dense and bad ones are not</source>
        <translation>나무 구조 파르젠 추정: 좋은 시험이 빽빽하고 나쁜 시험이 드문 곳에서 뽑습니다</translation>
    </message>
    <message>
        <source>Trees of the forest</source>
        <translation>숲의 나무 수</translation>
    </message>
    <message>
        <source>Trials a generation</source>
        <translation>한 세대의 시험 수</translation>
    </message>
    <message>
        <source>Trials a generation; 0: 4 + 3 ln(parameters)</source>
        <translation>한 세대의 시험 수. 0: 4 + 3 ln(매개변수 수)</translation>
    </message>
    <message>
        <source>Trials before the model is used; null: parameters + 1</source>
        <translation>모델을 쓰기 전의 시험 수. null: 매개변수 수 + 1</translation>
    </message>
    <message>
        <source>Trials of a Sobol sequence before the forest is used</source>
        <translation>숲을 쓰기 전의 소볼 수열 시험 수</translation>
    </message>
    <message>
        <source>Trials of one gradient step</source>
        <translation>기울기 스텝 하나의 시험 수</translation>
    </message>
    <message>
        <source>Trials that may have children</source>
        <translation>자식을 가질 수 있는 시험의 수</translation>
    </message>
    <message>
        <source>Try the whole path on this many batches of each set, one epoch, no checkpoint; 0: off</source>
        <translation>데이터마다 이만큼의 배치로 전체 경로를 한 에폭만, 체크포인트 없이 해 봅니다. 0: 끔</translation>
    </message>
    <message>
        <source>Turn pictures upright where EXIF says that they lie otherwise</source>
        <translation>EXIF에 따라 누워 있는 그림을 바로 세웁니다</translation>
    </message>
    <message>
        <source>Turn training images by up to this much to either side; 0: off</source>
        <translation>학습 그림을 양쪽으로 이만큼까지 돌립니다. 0: 끔</translation>
    </message>
    <message>
        <source>Types of columns where the inferred ones are wrong: {zip: category}; text leaves one out</source>
        <translation>알아낸 것이 틀린 열의 유형: {zip: category}. text면 그 열을 뺍니다</translation>
    </message>
    <message>
        <source>Units of each hidden layer, from the input on; [] gives a linear model</source>
        <translation>입력부터 은닉층마다의 유닛 수. []면 선형 모델입니다</translation>
    </message>
    <message>
        <source>Units of the feed-forward layer in each block</source>
        <translation>블록마다 순방향 층의 유닛 수</translation>
    </message>
    <message>
        <source>Update the mean every this many optimizer steps</source>
        <translation>이만큼의 옵티마이저 스텝마다 평균을 갱신합니다</translation>
    </message>
    <message>
        <source>Use deterministic algorithms only; an operation without one fails</source>
        <translation>결정론적인 알고리즘만 씁니다. 그런 것이 없는 연산은 실패합니다</translation>
    </message>
    <message>
        <source>Validate every this many epochs; null: an int val_check_interval counts batches across epochs</source>
        <translation>이만큼의 에폭마다 검증합니다. null: 정수인 val_check_interval이 에폭을 넘어 배치를 셉니다</translation>
    </message>
    <message>
        <source>Validate this often: a float is a part of an epoch (0.25), an int a number of training batches</source>
        <translation>검증의 잦기: 실수는 에폭의 비율(0.25), 정수는 학습 배치의 수</translation>
    </message>
    <message>
        <source>Validate, test and keep a running mean of the weights instead of the last ones</source>
        <translation>마지막 가중치 대신 가중치의 이동 평균을 검증하고 시험하고 저장합니다</translation>
    </message>
    <message>
        <source>Validation batches tried before training, so that a mistake there shows at once; -1: all</source>
        <translation>학습 전에 해 보는 검증 배치. 거기서 틀린 것이 바로 드러납니다. -1: 모두</translation>
    </message>
    <message>
        <source>Validation batches: an int is a count, a float a fraction; 0 leaves validation out</source>
        <translation>검증 배치: 정수는 개수, 실수는 비율. 0이면 검증을 하지 않습니다</translation>
    </message>
    <message>
        <source>Validation images that are made</source>
        <translation>만드는 검증 그림의 수</translation>
    </message>
    <message>
        <source>Validation rows that are made</source>
        <translation>만드는 검증 행의 수</translation>
    </message>
    <message>
        <source>Validations without improvement before the trial stops</source>
        <translation>시험을 멈추기 전까지 나아지지 않아도 되는 검증 수</translation>
    </message>
    <message>
        <source>Weight of the critic&apos;s loss</source>
        <translation>비평자 손실의 무게</translation>
    </message>
    <message>
        <source>Weight of the policy&apos;s entropy</source>
        <translation>정책 엔트로피의 무게</translation>
    </message>
    <message>
        <source>Weight of the prior, in trials</source>
        <translation>사전 분포의 무게. 시험 수로</translation>
    </message>
    <message>
        <source>Weights that training starts from: a checkpoint of Lathe, safetensors, or a state_dict of Python; null: random ones</source>
        <translation>학습을 시작하는 가중치: Lathe의 체크포인트, safetensors, 또는 파이썬의 state_dict. null: 무작위</translation>
    </message>
    <message>
        <source>What GPUs may multiply 32-bit matrices with: all bits, or TensorFloat-32 (high), or bfloat16 (medium)</source>
        <translation>GPU가 32비트 행렬을 곱하는 방식: 모든 비트, TensorFloat-32 (high), bfloat16 (medium)</translation>
    </message>
    <message>
        <source>What becomes of transparency. drop: colours stay as the file has them, as in torchvision; white, black: they are laid on that</source>
        <translation>투명한 부분을 어떻게 할지. drop: torchvision처럼 파일의 색을 그대로 둡니다. white, black: 그 색 위에 올립니다</translation>
    </message>
    <message>
        <source>What divides whole from part in numbers; auto: as the file has it</source>
        <translation>수의 소수점. auto: 파일을 보고 정합니다</translation>
    </message>
    <message>
        <source>What fits the data: cross_entropy for classes and text, mse for numbers</source>
        <translation>데이터에 맞는 것: 클래스와 글은 cross_entropy, 수는 mse</translation>
    </message>
    <message>
        <source>What is computed and logged for each batch, and which optimizers step</source>
        <translation>배치마다 무엇을 계산해 기록하고, 어느 옵티마이저가 나아가는지</translation>
    </message>
    <message>
        <source>What running trials are taken for</source>
        <translation>실행 중인 시험을 무엇으로 칠지</translation>
    </message>
    <message>
        <source>Where to train: auto, cpu, cuda, or one GPU such as cuda:1</source>
        <translation>학습할 곳: auto, cpu, cuda, 또는 cuda:1 같은 GPU 하나</translation>
    </message>
    <message>
        <source>Whether a smaller or a larger value of the metric is better</source>
        <translation>지표 값이 작을수록 나은지, 클수록 나은지</translation>
    </message>
    <message>
        <source>Whether the first line names the columns; otherwise they are called column 1, column 2</source>
        <translation>첫 줄이 열 이름인지. 아니면 column 1, column 2라고 부릅니다</translation>
    </message>
    <message>
        <source>Whether the target is a class (any text; 1 and 1.0 are one class) or a number</source>
        <translation>예측하는 것이 클래스인지(어떤 글이든. 1과 1.0은 같은 클래스) 수인지</translation>
    </message>
    <message>
        <source>Whether the threshold is relative to the best value or absolute</source>
        <translation>문턱이 가장 나은 값에 대한 비율인지 절대값인지</translation>
    </message>
    <message>
        <source>Which of the library&apos;s networks; null: the only one</source>
        <translation>라이브러리의 네트워크 가운데 어느 것. null: 하나뿐인 것</translation>
    </message>
    <message>
        <source>Which weights must be in network.checkpoint with the same name and shape. all; some: the others begin at random, and the log names them (lathectl weights FILE --for EXPERIMENT shows which)</source>
        <translation>network.checkpoint에 같은 이름과 모양으로 있어야 하는 가중치. all: 모두. some: 나머지는 무작위로 시작하고 로그가 이름을 적습니다 (lathectl weights FILE --for EXPERIMENT로 볼 수 있습니다)</translation>
    </message>
    <message>
        <source>Width to which images are scaled</source>
        <translation>그림을 맞추는 너비</translation>
    </message>
    <message>
        <source>Write the layers and their parameters to the log</source>
        <translation>층과 매개변수를 로그에 적습니다</translation>
    </message>
    <message>
        <source>Write to the log how long training, validation and test took</source>
        <translation>학습, 검증, 시험에 걸린 시간을 로그에 적습니다</translation>
    </message>
    <message>
        <source>balanced: a sample counts the more, the fewer of its class are trained on; losses of validation and test likewise</source>
        <translation>balanced: 학습에서 적은 클래스의 표본일수록 크게 칩니다. 검증과 시험의 손실도 같습니다</translation>
    </message>
    <message>
        <source>simple: write to the log where the time went, hook by hook</source>
        <translation>simple: 어디에 시간이 갔는지 훅마다 로그에 적습니다</translation>
    </message>
    <message>
        <source>strong_wolfe looks for the length of each step; null: lr</source>
        <translation>strong_wolfe는 스텝마다 길이를 찾습니다. null: lr</translation>
    </message>
    <message>
        <source>Record the distribution of each weight, and of its last gradient, after every epoch</source>
        <translation>에포크마다 각 가중치와 마지막 기울기의 분포를 기록합니다</translation>
    </message>
    <message>
        <source>Record what the trial uses (processor, memory, disk, GPUs) every this long, beside its metrics; off: do not</source>
        <translation>시험이 쓰는 것(프로세서, 메모리, 디스크, GPU)을 이 간격마다 지표 옆에 기록합니다. off: 기록하지 않습니다</translation>
    </message>
    <message>
        <source>1_0: 96 filters of 7x7 first; 1_1: 64 of 3x3, the same accuracy for 2.4x less work</source>
        <translation>1_0: 먼저 7x7 필터 96개. 1_1: 3x3 필터 64개, 2.4배 적은 계산으로 같은 정확도</translation>
    </message>
    <message>
        <source>Folder with train-images-idx3-ubyte.gz and its three companions, or torchvision's, where they are in MNIST/raw</source>
        <translation>train-images-idx3-ubyte.gz와 나머지 세 파일이 있는 폴더, 또는 그 파일들이 MNIST/raw에 있는 torchvision의 폴더</translation>
    </message>
    <message>
        <source>Folder with the .bin files of the binary version, or that which its archive was unpacked in</source>
        <translation>이진 버전의 .bin 파일이 있는 폴더, 또는 그 압축을 푼 폴더</translation>
    </message>
    <message>
        <source>Folder with train/CLASS/**/PICTURE (val or valid, and test likewise), or with the folders of the classes; PNG, JPEG, WebP, TIFF, BMP, GIF and PNM, of several frames or pages the first; 16 bits are rounded to 8</source>
        <translation>train/CLASS/**/PICTURE가 있는 폴더(val 또는 valid, test도 같음), 또는 클래스 폴더들이 있는 폴더. PNG, JPEG, WebP, TIFF, BMP, GIF, PNM. 프레임이나 쪽이 여럿이면 첫째 것. 16비트는 8비트로 반올림합니다</translation>
    </message>
</context>
</TS>
