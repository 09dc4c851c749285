package meant

// earlierVersions is whose the words are that this language had once.
const earlierVersions = "earlier versions"

// earlier are the words that edition 1 replaced, because they were taken for something
// else or said what another word says.
var earlier = []Word{
	{"sparse", earlierVersions, "density", FullWeights, "connect n: a.neurons -> b.neurons solve l2 density 20%", "`connect a.neurons -> b.neurons solve l2 density 20%` keeps 20 %"},
	{"fan_in", earlierVersions, "strongest", FullWeights, "connect n: a.neurons -> b.neurons solve l2 strongest 30", "`connect a.neurons -> b.neurons solve l2 strongest 30`"},
	{"filtered_noise", earlierVersions, "filtered", Node, "node y = filtered(5ms, normal(0, 1))",
		"`filtered(5ms, normal(0, 1))`; inside a larger expression it draws other numbers than under the old name"},
	{"pre_filtered", earlierVersions, "activities", Decoders, "learn pes err = b - a on c\nprobe c.activities", "`probe c.activities`"},
}

// Earlier is what a word of earlier versions is called now.
func Earlier(name string) (now string, is bool) {
	w := Find(name)
	if w == nil || w.From != earlierVersions {
		return "", false
	}
	return w.Here, true
}
