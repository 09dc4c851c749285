package figures

// frames of numbers over a swept param: points joined by lines, with the band of seeds around them.
func (l *Cells) frames(d *drawing, p *Panel) (out []*frame) {
	for _, group := range byMeasure(l.List) {
		f := d.newFrame(p)
		if of := group[0].Of; of != nil {
			f.y.Axis = *of
		}
		if len(out) > 0 {
			f.title = ""
		}
		d.lines(f, group, l.By, l.Each, true)
		out = append(out, f)
	}
	return out
}
