"""EVA: 自评表, whether points, money and words agree with what was reached."""
