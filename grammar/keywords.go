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
	name  string   // of a line that starts with no word of its own: what it is
	lines *keyword // what every line of the block is; nil for statements
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
	Choose     *Choose     `parser:"| @@"`
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
	ActionRule *ActionRule `parser:"| @@"`
}

// keywords is the list of statements of all editions. It is filled by init because the parser
// of blocks refers back to it.
var keywords map[string]*keyword

// instance starts with the name of a template.
var instance *keyword

func init() {
	root := participle.MustBuild[everyStatement](participle.Lexer(definition{}), participle.UseLookahead(2))
	pointer := &keyword{block: noBlock, form: "NAME or NAME = POINTERS", parse: production[Pointer](root), name: "pointer"}
	rule := &keyword{block: optionBlock, form: "RULE when UTILITY send WHAT -> TARGET [send …]", parse: production[ActionRule](root), name: "rule"}
	keywords = map[string]*keyword{
		"nef":        {block: noBlock, form: "nef NUMBER", parse: production[Nef](root)},
		"ensemble":   {block: optionBlock, form: "ensemble NAME NEURONS [option value]…", parse: production[Ensemble](root)},
		"array":      {block: optionBlock, form: "array NAME MEMBERS of NEURONS [option value]…", parse: production[Array](root)},
		"node":       {block: optionBlock, form: "node NAME [= VALUE] [option value]…", parse: production[Node](root)},
		"signal":     {block: optionBlock, form: "signal NAME = WIRE [option value]…", parse: production[Signal](root)},
		"input":      {block: optionBlock, form: "input NAME [option value]…", parse: production[Input](root)},
		"output":     {block: optionBlock, form: "output NAME = WIRE [option value]…", parse: production[Output](root)},
		"connect":    {block: optionBlock, form: "connect [label:] SOURCE -> TARGET [option value]…", parse: production[Connect](root)},
		"learn":      {block: optionBlock, form: "learn [label:] RULE [ERROR = WIRE] [option value]…", parse: production[Learn](root)},
		"probe":      {block: optionBlock, form: "probe [label:] OBJECT[, OBJECT]… [option value]…", parse: production[Probe](root)},
		"param":      {block: optionBlock, form: "param NAME = VALUE [option value]…", parse: production[Param](root)},
		"let":        {block: noBlock, form: "let NAME = VALUE", parse: production[Let](root)},
		"defaults":   {block: optionBlock, form: "defaults STATEMENT option value…", parse: production[Defaults](root)},
		"seed":       {block: noBlock, form: "seed NUMBER", parse: production[Seed](root)},
		"use":        {block: noBlock, form: "use std/NAME or use ./FILE [as NAME]", parse: production[Use](root)},
		"template":   {block: statementBlock, form: "template NAME(PARAM[=VALUE], …) { … }", parse: production[Template](root)},
		"network":    {block: statementBlock, form: "network NAME { … }", parse: production[Network](root)},
		"for":        {block: statementBlock, form: "for NAME in FROM:TO { … }", parse: production[For](root)},
		"vocab":      {block: statementBlock, form: "vocab NAME dims D { POINTER; … }", parse: production[Vocab](root), lines: pointer},
		"choose":     {block: statementBlock, form: "choose NAME { RULE when UTILITY send WHAT -> TARGET; … }", parse: production[Choose](root), lines: rule},
		"run":        {block: optionBlock, form: "run DURATION [until CONDITION over TIME] [dt STEP]", parse: production[Run](root)},
		"experiment": {block: statementBlock, form: "experiment NAME { … }", parse: production[Experiment](root)},
		"phase":      {block: statementBlock, form: "phase NAME DURATION [until CONDITION over TIME] [{ … }]", parse: production[Phase](root)},
		"freeze":     {block: noBlock, form: "freeze CONNECTION[, …] or freeze all", parse: production[Freeze](root)},
		"thaw":       {block: noBlock, form: "thaw CONNECTION[, …] or thaw all", parse: production[Freeze](root)},
		"reset":      {block: noBlock, form: "reset time|state|weights|all", parse: production[Reset](root)},
		"set":        {block: noBlock, form: "set PARAM = VALUE", parse: production[Set](root)},
		"scale":      {block: noBlock, form: "scale CONNECTION by FACTOR", parse: production[Scale](root)},
		"load":       {block: optionBlock, form: "load weights CONNECTION from \"FILE\"", parse: production[Load](root)},
		"seeds":      {block: noBlock, form: "seeds FROM:TO or seeds [1, 2]", parse: production[Seeds](root)},
		"dt":         {block: noBlock, form: "dt STEP", parse: production[Dt](root)},
		"sweep":      {block: noBlock, form: "sweep PARAM in [VALUE, …]", parse: production[Sweep](root)},
		"expect":     {block: optionBlock, form: "expect CONDITION [in PHASE] [after TIME] [when CONDITION] [over seeds] [because \"…\"]", parse: production[Expect](root)},
		"plot":       {block: optionBlock, form: "plot [kind] WHAT[, …] to \"FILE\"", parse: production[Plot](root)},
		"export":     {block: optionBlock, form: "export weights|probes|tuning WHAT[, …] to \"FILE\"", parse: production[Export](root)},
	}
	instance = &keyword{block: noBlock, form: "TEMPLATE NAME(ARGUMENT=VALUE, …)", parse: production[Instance](root)}
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
