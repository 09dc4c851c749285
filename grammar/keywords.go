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
	pointer := &keyword{block: noBlock, form: "NAME or NAME = POINTERS", parse: production(new(Pointer)), name: "pointer"}
	rule := &keyword{block: optionBlock, form: "RULE when UTILITY send WHAT -> TARGET [send …]", parse: production(new(ActionRule)), name: "rule"}
	keywords = map[string]*keyword{
		"nef":        {block: noBlock, form: "nef NUMBER", parse: production(new(Nef))},
		"ensemble":   {block: optionBlock, form: "ensemble NAME NEURONS [option value]…", parse: production(new(Ensemble))},
		"array":      {block: optionBlock, form: "array NAME MEMBERS of NEURONS [option value]…", parse: production(new(Array))},
		"node":       {block: optionBlock, form: "node NAME [= VALUE] [option value]…", parse: production(new(Node))},
		"signal":     {block: optionBlock, form: "signal NAME = WIRE [option value]…", parse: production(new(Signal))},
		"input":      {block: optionBlock, form: "input NAME [option value]…", parse: production(new(Input))},
		"output":     {block: optionBlock, form: "output NAME = WIRE [option value]…", parse: production(new(Output))},
		"connect":    {block: optionBlock, form: "connect [label:] SOURCE -> TARGET [option value]…", parse: production(new(Connect))},
		"learn":      {block: optionBlock, form: "learn [label:] RULE [ERROR = WIRE] [option value]…", parse: production(new(Learn))},
		"probe":      {block: optionBlock, form: "probe [label:] OBJECT[, OBJECT]… [option value]…", parse: production(new(Probe))},
		"param":      {block: optionBlock, form: "param NAME = VALUE [option value]…", parse: production(new(Param))},
		"let":        {block: noBlock, form: "let NAME = VALUE", parse: production(new(Let))},
		"defaults":   {block: optionBlock, form: "defaults STATEMENT option value…", parse: production(new(Defaults))},
		"seed":       {block: noBlock, form: "seed NUMBER", parse: production(new(Seed))},
		"use":        {block: noBlock, form: "use std/NAME or use ./FILE [as NAME]", parse: production(new(Use))},
		"template":   {block: statementBlock, form: "template NAME(PARAM[=VALUE], …) { … }", parse: production(new(Template))},
		"network":    {block: statementBlock, form: "network NAME { … }", parse: production(new(Network))},
		"for":        {block: statementBlock, form: "for NAME in FROM:TO { … }", parse: production(new(For))},
		"vocab":      {block: statementBlock, form: "vocab NAME dims D { POINTER; … }", parse: production(new(Vocab)), lines: pointer},
		"choose":     {block: statementBlock, form: "choose NAME { RULE when UTILITY send WHAT -> TARGET; … }", parse: production(new(Choose)), lines: rule},
		"run":        {block: optionBlock, form: "run DURATION [until CONDITION over TIME] [dt STEP]", parse: production(new(Run))},
		"experiment": {block: statementBlock, form: "experiment NAME { … }", parse: production(new(Experiment))},
		"phase":      {block: statementBlock, form: "phase NAME DURATION [until CONDITION over TIME] [{ … }]", parse: production(new(Phase))},
		"freeze":     {block: noBlock, form: "freeze CONNECTION[, …] or freeze all", parse: production(new(Freeze))},
		"thaw":       {block: noBlock, form: "thaw CONNECTION[, …] or thaw all", parse: production(new(Freeze))},
		"reset":      {block: noBlock, form: "reset time|state|weights|all", parse: production(new(Reset))},
		"set":        {block: noBlock, form: "set PARAM = VALUE", parse: production(new(Set))},
		"scale":      {block: noBlock, form: "scale CONNECTION by FACTOR", parse: production(new(Scale))},
		"lesion":     {block: noBlock, form: "lesion POPULATION [by SHARE]", parse: production(new(Lesion))},
		"cut":        {block: noBlock, form: "cut CONNECTION [by SHARE]", parse: production(new(Cut))},
		"heal":       {block: noBlock, form: "heal POPULATION|CONNECTION[, …] or heal all", parse: production(new(Heal))},
		"load":       {block: optionBlock, form: "load weights CONNECTION from \"FILE\"", parse: production(new(Load))},
		"seeds":      {block: noBlock, form: "seeds FROM:TO or seeds [1, 2]", parse: production(new(Seeds))},
		"dt":         {block: noBlock, form: "dt STEP", parse: production(new(Dt))},
		"sweep":      {block: noBlock, form: "sweep PARAM in [VALUE, …]", parse: production(new(Sweep))},
		"expect":     {block: optionBlock, form: "expect CONDITION [in PHASE] [after TIME] [when CONDITION] [over seeds] [because \"…\"]", parse: production(new(Expect))},
		"plot":       {block: optionBlock, form: "plot [kind] WHAT[, …] to \"FILE\"", parse: production(new(Plot))},
		"export":     {block: optionBlock, form: "export weights|probes|tuning WHAT[, …] to \"FILE\"", parse: production(new(Export))},
	}
	instance = &keyword{block: noBlock, form: "TEMPLATE NAME(ARGUMENT=VALUE, …)", parse: production(new(Instance))}
}

// production returns the parser of one kind of statement. It is built when the first
// such statement is parsed, since a model has few of all kinds. All are parsers of a
// Statement that can be only this one: a parser of each type would be compiled for each.
func production(kind Statement) func(*tokens) (Statement, error) {
	parser := sync.OnceValue(func() *participle.Parser[Statement] {
		return participle.MustBuild[Statement](participle.Union(kind), participle.Lexer(definition{}), participle.UseLookahead(2))
	})
	return func(toks *tokens) (Statement, error) {
		s, err := parser().ParseFromLexer(toks)
		if err != nil {
			return nil, err
		}
		return *s, nil
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
