package grammar

import (
	"sync"

	"github.com/alecthomas/participle/v2"
)

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

// keywords is the list of statements of all editions. It is filled by init because the parser
// of blocks refers back to it.
var keywords map[string]*keyword

// instance starts with the name of a template.
var instance *keyword

func init() {
	pointer := &keyword{block: noBlock, form: "NAME or NAME = POINTERS", parse: production[Pointer](), name: "pointer"}
	rule := &keyword{block: optionBlock, form: "RULE when UTILITY send WHAT -> TARGET [send …]", parse: production[ActionRule](), name: "rule"}
	keywords = map[string]*keyword{
		"nef":        {block: noBlock, form: "nef NUMBER", parse: production[Nef]()},
		"ensemble":   {block: optionBlock, form: "ensemble NAME NEURONS [option value]…", parse: production[Ensemble]()},
		"array":      {block: optionBlock, form: "array NAME MEMBERS of NEURONS [option value]…", parse: production[Array]()},
		"node":       {block: optionBlock, form: "node NAME [= VALUE] [option value]…", parse: production[Node]()},
		"signal":     {block: optionBlock, form: "signal NAME = WIRE [option value]…", parse: production[Signal]()},
		"input":      {block: optionBlock, form: "input NAME [option value]…", parse: production[Input]()},
		"output":     {block: optionBlock, form: "output NAME = WIRE [option value]…", parse: production[Output]()},
		"connect":    {block: optionBlock, form: "connect [label:] SOURCE -> TARGET [option value]…", parse: production[Connect]()},
		"learn":      {block: optionBlock, form: "learn [label:] RULE [ERROR = WIRE] [option value]…", parse: production[Learn]()},
		"probe":      {block: optionBlock, form: "probe [label:] OBJECT[, OBJECT]… [option value]…", parse: production[Probe]()},
		"param":      {block: optionBlock, form: "param NAME = VALUE [option value]…", parse: production[Param]()},
		"let":        {block: noBlock, form: "let NAME = VALUE", parse: production[Let]()},
		"defaults":   {block: optionBlock, form: "defaults STATEMENT option value…", parse: production[Defaults]()},
		"seed":       {block: noBlock, form: "seed NUMBER", parse: production[Seed]()},
		"use":        {block: noBlock, form: "use std/NAME or use ./FILE [as NAME]", parse: production[Use]()},
		"template":   {block: statementBlock, form: "template NAME(PARAM[=VALUE], …) { … }", parse: production[Template]()},
		"network":    {block: statementBlock, form: "network NAME { … }", parse: production[Network]()},
		"for":        {block: statementBlock, form: "for NAME in FROM:TO { … }", parse: production[For]()},
		"vocab":      {block: statementBlock, form: "vocab NAME dims D { POINTER; … }", parse: production[Vocab](), lines: pointer},
		"choose":     {block: statementBlock, form: "choose NAME { RULE when UTILITY send WHAT -> TARGET; … }", parse: production[Choose](), lines: rule},
		"run":        {block: optionBlock, form: "run DURATION [until CONDITION over TIME] [dt STEP]", parse: production[Run]()},
		"experiment": {block: statementBlock, form: "experiment NAME { … }", parse: production[Experiment]()},
		"phase":      {block: statementBlock, form: "phase NAME DURATION [until CONDITION over TIME] [{ … }]", parse: production[Phase]()},
		"freeze":     {block: noBlock, form: "freeze CONNECTION[, …] or freeze all", parse: production[Freeze]()},
		"thaw":       {block: noBlock, form: "thaw CONNECTION[, …] or thaw all", parse: production[Freeze]()},
		"reset":      {block: noBlock, form: "reset time|state|weights|all", parse: production[Reset]()},
		"set":        {block: noBlock, form: "set PARAM = VALUE", parse: production[Set]()},
		"scale":      {block: noBlock, form: "scale CONNECTION by FACTOR", parse: production[Scale]()},
		"lesion":     {block: noBlock, form: "lesion POPULATION [by SHARE]", parse: production[Lesion]()},
		"cut":        {block: noBlock, form: "cut CONNECTION [by SHARE]", parse: production[Cut]()},
		"heal":       {block: noBlock, form: "heal POPULATION|CONNECTION[, …] or heal all", parse: production[Heal]()},
		"load":       {block: optionBlock, form: "load weights CONNECTION from \"FILE\"", parse: production[Load]()},
		"seeds":      {block: noBlock, form: "seeds FROM:TO or seeds [1, 2]", parse: production[Seeds]()},
		"dt":         {block: noBlock, form: "dt STEP", parse: production[Dt]()},
		"sweep":      {block: noBlock, form: "sweep PARAM in [VALUE, …]", parse: production[Sweep]()},
		"expect":     {block: optionBlock, form: "expect CONDITION [in PHASE] [after TIME] [when CONDITION] [over seeds] [because \"…\"]", parse: production[Expect]()},
		"plot":       {block: optionBlock, form: "plot [kind] WHAT[, …] to \"FILE\"", parse: production[Plot]()},
		"export":     {block: optionBlock, form: "export weights|probes|tuning WHAT[, …] to \"FILE\"", parse: production[Export]()},
	}
	instance = &keyword{block: noBlock, form: "TEMPLATE NAME(ARGUMENT=VALUE, …)", parse: production[Instance]()}
}

// production returns the parser of one kind of statement. It is built when the first
// such statement is parsed, since a model has few of all kinds.
func production[S any, PS interface {
	*S
	Statement
}]() func(*tokens) (Statement, error) {
	parser := sync.OnceValue(func() *participle.Parser[S] {
		return participle.MustBuild[S](participle.Lexer(definition{}), participle.UseLookahead(2))
	})
	return func(toks *tokens) (Statement, error) {
		s, err := parser().ParseFromLexer(toks)
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

// HoldsStatements reports a word whose braces hold statements, or lines of its own, rather
// than options.
func HoldsStatements(word string) bool {
	kw := keywords[word]
	return kw != nil && kw.block == statementBlock
}
