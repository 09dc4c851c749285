package diag

import "fmt"

// Code identifies a kind of diagnostic; it is stable across versions. What each
// one means, with a wrong and a right model, stands in pages/NEFnnn.txt, which
// `nefc explain` prints and a test runs.
type Code int

// The codes of language.md §12. The tens group them: 00x syntax, 01x names,
// 02x units and numbers, 03x sizes, 04x wires and connections, 05x learning,
// 06x files and tables, 07x experiments, 08x running, 09x warnings,
// 12x plasticity of spikes and space, 13x delays and damage.
const (
	UnknownStatement Code = 1
	Syntax           Code = 2
	UnclosedBlock    Code = 3
	UnmatchedBrace   Code = 4
	BlockAlone       Code = 5
	TooDeep          Code = 6
	NoBlock          Code = 7
	UnclosedString   Code = 8
	StrayCharacter   Code = 9

	UnknownName     Code = 10
	DeclaredTwice   Code = 11
	UnknownOption   Code = 12
	OptionTwice     Code = 13
	UnknownSlot     Code = 14
	UnknownTemplate Code = 15
	BadArgument     Code = 16
	HidesBuiltin    Code = 17
	Cycle           Code = 18
	NameSpelling    Code = 19

	UnitMissing      Code = 20
	WrongUnit        Code = 21
	UnknownUnit      Code = 22
	MixedUnits       Code = 23
	OutOfRange       Code = 24
	BackwardInterval Code = 25
	NotWhole         Code = 26
	ImpossibleTuning Code = 27
	Edition          Code = 28

	SizeMismatch     Code = 30
	BadIndex         Code = 31
	TransformShape   Code = 32
	NeuronsAndValues Code = 33
	SizeUnknown      Code = 34

	ProductOnWire  Code = 40
	BadTarget      Code = 41
	NotWritable    Code = 42
	TwoSources     Code = 43
	NothingToSolve Code = 44
	NoWeights      Code = 45
	DaleClash      Code = 46
	TwoRegularise  Code = 47
	BiasTwice      Code = 48
	Loop           Code = 49

	NothingToTrain  Code = 50
	SeveralToTrain  Code = 51
	ErrorSign       Code = 52
	ErrorSize       Code = 53
	WrongRule       Code = 54
	NothingToFreeze Code = 55
	OtherTarget     Code = 56
	NoErrorSignal   Code = 57
	NothingToChoose Code = 58

	TableMissing    Code = 60
	OtherNeurons    Code = 61
	TableShape      Code = 62
	TableKind       Code = 63
	DataFile        Code = 64
	InputChanged    Code = 65
	PathLeaves      Code = 66
	TableUnreadable Code = 67
	TooLarge        Code = 68

	UnknownPhase    Code = 70
	UnknownParam    Code = 71
	ExpectFailed    Code = 72
	NothingToRun    Code = 73
	SameFile        Code = 74
	ResultsDiffer   Code = 75
	SeveralProbes   Code = 76
	BeforePhase     Code = 77
	OneSeed         Code = 78
	NotFirst        Code = 79
	NotFinite       Code = 80
	Saturation      Code = 81
	Diverging       Code = 82
	NobodyComputes  Code = 83
	Unused          Code = 90
	NoSeed          Code = 91
	TooShort        Code = 92
	Undriven        Code = 93
	PoorFit         Code = 94
	PlainProduct    Code = 95
	EarlierWord     Code = 96
	NotYetSupported Code = 99

	NotNeurons   Code = 100
	TwiceInJoint Code = 101
	OtherRadius  Code = 102
	OtherDims    Code = 103
	NoThreshold  Code = 104

	WhichInput          Code = 105
	ValueIntoPort       Code = 106
	BiasOfConductance   Code = 107
	NegativeConductance Code = 108
	WrongPort           Code = 109
	NoSuchPort          Code = 110
	OutOfReach          Code = 111
	PoorCalibration     Code = 112
	IntoSoma            Code = 113
	SolvedApart         Code = 114
	ManyDims            Code = 115
	TooCoarse           Code = 116
	BelowZero           Code = 117

	NoJump Code = 130

	SignsKept     Code = 120
	MaxMissing    Code = 121
	NotSpiking    Code = 122
	NotInhibitory Code = 123
	NoSynapses    Code = 124

	TwoDegrees     Code = 125
	NoPositions    Code = 126
	TooFewNeurons  Code = 127
	DelaysOfWire   Code = 131
	NoNeuronsThere Code = 132
	ShareOutside   Code = 133
	PartOfDecoded  Code = 134
	BeyondBounds   Code = 135
	ChangesNothing Code = 136
)

// warnings are the codes that do not stop a run.
var warnings = map[Code]bool{OtherTarget: true, Saturation: true, Diverging: true, Unused: true, NoSeed: true, TooShort: true, PoorFit: true,
	NoErrorSignal: true, Undriven: true, PlainProduct: true, EarlierWord: true, OtherRadius: true, IntoSoma: true, PoorCalibration: true, SolvedApart: true, ManyDims: true, BelowZero: true, TooCoarse: true,
	BeyondBounds: true, ChangesNothing: true}

func severityOf(c Code) Severity {
	if warnings[c] {
		return Warning
	}
	return Error
}

// String returns the code as printed, such as NEF052.
func (c Code) String() string { return fmt.Sprintf("NEF%03d", int(c)) }
