"""Flights, trains, coaches and ferries read from what a carrier sends: pure, but for KItinerary."""
