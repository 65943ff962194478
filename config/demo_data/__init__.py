"""Two invented agencies, their people and the months behind them. Nobody in here exists."""
