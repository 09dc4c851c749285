package figures

// frames of how fast populations fire: lines from 0 up.
func (r *Rates) frames(d *drawing, p *Panel) []*frame {
	f := d.newFrame(p)
	f.y.wanted.FromZero = true
	d.lines(f, r.List, "", "", false)
	return []*frame{f}
}
