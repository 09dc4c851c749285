package grammar

import "github.com/alecthomas/participle/v2"

// blockKind says what may stand in the braces behind a statement.
type blockKind int

const (
	noBlock blockKind = iota
	optionBlock
	statementBlock
)

// keyword describes a kind of statement: what its block holds, its form in one
// line, and its production.
type keyword struct {
	block blockKind
	form  string
	parse func(*tokens) (Statement, error)
}

// everyStatement is the root production: participle builds all others from it.
type everyStatement struct {
	Nef        *Nef        `parser:"  @@"`
	Ensemble   *Ensemble   `parser:"| @@"`
	Array      *Array      `parser:"| @@"`
	Node       *Node       `parser:"| @@"`
	Signal     *Signal     `parser:"| @@"`
	Input      *Input      `parser:"| @@"`
	Output     *Output     `parser:"| @@"`
	Connect    *Connect    `parser:"| @@"`
	Learn      *Learn      `parser:"| @@"`
	Probe      *Probe      `parser:"| @@"`
	Param      *Param      `parser:"| @@"`
	Let        *Let        `parser:"| @@"`
	Defaults   *Defaults   `parser:"| @@"`
	Seed       *Seed       `parser:"| @@"`
	Use        *Use        `parser:"| @@"`
	Template   *Template   `parser:"| @@"`
	Network    *Network    `parser:"| @@"`
	For        *For        `parser:"| @@"`
	Vocab      *Vocab      `parser:"| @@"`
	Run        *Run        `parser:"| @@"`
	Experiment *Experiment `parser:"| @@"`
	Phase      *Phase      `parser:"| @@"`
	Freeze     *Freeze     `parser:"| @@"`
	Reset      *Reset      `parser:"| @@"`
	Set        *Set        `parser:"| @@"`
	Scale      *Scale      `parser:"| @@"`
	Load       *Load       `parser:"| @@"`
	Seeds      *Seeds      `parser:"| @@"`
	Dt         *Dt         `parser:"| @@"`
	Sweep      *Sweep      `parser:"| @@"`
	Expect     *Expect     `parser:"| @@"`
	Plot       *Plot       `parser:"| @@"`
	Export     *Export     `parser:"| @@"`
	Instance   *Instance   `parser:"| @@"`
	Pointer    *Pointer    `parser:"| @@"`
}

// keywords is the list of statements of all editions. It is filled by init because the parser
// of blocks refers back to it.
var keywords map[string]*keyword

// instance and pointer start with a name: that of a template, or, in the block
// of a vocabulary, one of their own.
var instance, pointer *keyword

func init() {
	root := participle.MustBuild[everyStatement](participle.Lexer(definition{}), participle.UseLookahead(2))
	keywords = map[string]*keyword{
		"nef":        {noBlock, "nef NUMBER", production[Nef](root)},
		"ensemble":   {optionBlock, "ensemble NAME NEURONS [option value]…", production[Ensemble](root)},
		"array":      {optionBlock, "array NAME MEMBERS of NEURONS [option value]…", production[Array](root)},
		"node":       {optionBlock, "node NAME [= VALUE] [option value]…", production[Node](root)},
		"signal":     {optionBlock, "signal NAME = WIRE [option value]…", production[Signal](root)},
		"input":      {optionBlock, "input NAME [option value]…", production[Input](root)},
		"output":     {optionBlock, "output NAME = WIRE [option value]…", production[Output](root)},
		"connect":    {optionBlock, "connect [label:] SOURCE -> TARGET [option value]…", production[Connect](root)},
		"learn":      {optionBlock, "learn [label:] RULE [ERROR = WIRE] [option value]…", production[Learn](root)},
		"probe":      {optionBlock, "probe [label:] OBJECT[, OBJECT]… [option value]…", production[Probe](root)},
		"param":      {optionBlock, "param NAME = VALUE [option value]…", production[Param](root)},
		"let":        {noBlock, "let NAME = VALUE", production[Let](root)},
		"defaults":   {optionBlock, "defaults STATEMENT option value…", production[Defaults](root)},
		"seed":       {noBlock, "seed NUMBER", production[Seed](root)},
		"use":        {noBlock, "use std/NAME or use ./FILE [as NAME]", production[Use](root)},
		"template":   {statementBlock, "template NAME(PARAM[=VALUE], …) { … }", production[Template](root)},
		"network":    {statementBlock, "network NAME { … }", production[Network](root)},
		"for":        {statementBlock, "for NAME in FROM:TO { … }", production[For](root)},
		"vocab":      {statementBlock, "vocab NAME dims D { POINTER; … }", production[Vocab](root)},
		"run":        {optionBlock, "run DURATION [until CONDITION over TIME] [dt STEP]", production[Run](root)},
		"experiment": {statementBlock, "experiment NAME { … }", production[Experiment](root)},
		"phase":      {statementBlock, "phase NAME DURATION [until CONDITION over TIME] [{ … }]", production[Phase](root)},
		"freeze":     {noBlock, "freeze CONNECTION[, …] or freeze all", production[Freeze](root)},
		"thaw":       {noBlock, "thaw CONNECTION[, …] or thaw all", production[Freeze](root)},
		"reset":      {noBlock, "reset time|state|weights|all", production[Reset](root)},
		"set":        {noBlock, "set PARAM = VALUE", production[Set](root)},
		"scale":      {noBlock, "scale CONNECTION by FACTOR", production[Scale](root)},
		"load":       {optionBlock, "load weights CONNECTION from \"FILE\"", production[Load](root)},
		"seeds":      {noBlock, "seeds FROM:TO or seeds [1, 2]", production[Seeds](root)},
		"dt":         {noBlock, "dt STEP", production[Dt](root)},
		"sweep":      {noBlock, "sweep PARAM in [VALUE, …]", production[Sweep](root)},
		"expect":     {optionBlock, "expect CONDITION [in PHASE] [after TIME] [when CONDITION] [because \"…\"]", production[Expect](root)},
		"plot":       {optionBlock, "plot [kind] WHAT[, …] to \"FILE\"", production[Plot](root)},
		"export":     {optionBlock, "export weights|probes|tuning WHAT[, …] to \"FILE\"", production[Export](root)},
	}
	pointer = &keyword{noBlock, "NAME or NAME = POINTERS", production[Pointer](root)}
	instance = &keyword{noBlock, "TEMPLATE NAME(ARGUMENT=VALUE, …)", production[Instance](root)}
}

// production returns the parser of one kind of statement.
func production[S any, PS interface {
	*S
	Statement
}](root *participle.Parser[everyStatement]) func(*tokens) (Statement, error) {
	parser, err := participle.ParserForProduction[S](root)
	if err != nil {
		panic(err)
	}
	return func(toks *tokens) (Statement, error) {
		s, err := parser.ParseFromLexer(toks)
		if err != nil {
			return nil, err
		}
		return PS(s), nil
	}
}

// Form is how a statement is written, such as `seed NUMBER`; "" for a word that
// starts none.
func Form(word string) string {
	if kw := keywords[word]; kw != nil {
		return kw.form
	}
	return ""
}
