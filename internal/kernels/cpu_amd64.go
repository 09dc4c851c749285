package kernels

import "golang.org/x/sys/cpu"

// hasAVX2 tells whether there is assembly for this processor; all with AVX2 but a
// few have FMA as well. hasAVX512 tells it of the few kernels with wide registers.
var (
	hasAVX2   = cpu.X86.HasAVX2 && cpu.X86.HasFMA
	hasAVX512 = hasAVX2 && cpu.X86.HasAVX512F && cpu.X86.HasAVX512DQ && cpu.X86.HasAVX512VL
)
